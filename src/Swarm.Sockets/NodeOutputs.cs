using System.Buffers;
using System.Threading.Channels;
using ScreenShare.Swarm.Node;
using ScreenShare.Swarm.Playout;

namespace ScreenShare.Swarm.Sockets;

/// <summary>Takes what the node has to give and hands it to whoever carries it out. The loop's, but for the readers.</summary>
internal sealed class NodeOutputs(SwarmNode node, NodeInputs inputs, Dialler dialler, ConnectionPumps connections)
{
    /// <summary>Some seconds of a busy swarm. When full, the oldest go: the newest say most, and losing one changes nothing.</summary>
    private const int EventsMax = 256;

    private readonly SendBatches _batches = new();
    private readonly FrameOutlet _frames = new(inputs);
    private readonly Channel<NodeEvent> _events = Channel.CreateBounded<NodeEvent>(
        new BoundedChannelOptions(EventsMax) { SingleWriter = true, FullMode = BoundedChannelFullMode.DropOldest });

    private bool _mayDial = true;

    public ChannelReader<ReleasedFrame> Frames => _frames.Reader;

    public ChannelReader<NodeEvent> Events => _events.Reader;

    public AssemblyWorker Assemblies { get; } = new(inputs);

    /// <summary>A batch was sent, or never will be.</summary>
    public void Return(ArrayBufferWriter<byte> batch) => _batches.Return(batch);

    public void StopDialling() => _mayDial = false;

    /// <summary>All the node's contract demands; bounded by what the node has to do.</summary>
    public void TakeAll(Instant now)
    {
        TakeBatches(now);
        while (node.TryTakeClose(out ConnectionId id)) // after the batches: one of them may be its goodbye
            connections.Close(id);
        while (_mayDial && dialler.HasRoom && node.TryTakeDial(out Identity.PeerAddress address))
            dialler.Start(address);
        _frames.TakeFrom(node);
        Assemblies.TakeFrom(node);
        while (node.TryTakeEvent(out NodeEvent? happened))
            _events.Writer.TryWrite(happened!); // not null when taken
    }

    /// <summary>After the loop. What was given out can still be read.</summary>
    public async Task CompleteAsync()
    {
        _events.Writer.TryComplete();
        await _frames.CompleteAsync().ConfigureAwait(false);
        await Assemblies.Completion.ConfigureAwait(false);
    }

    private void TakeBatches(Instant now)
    {
        while (true)
        {
            ArrayBufferWriter<byte> batch = _batches.Take();
            if (!node.TryTransmit(batch, out Transmit transmit, now))
            {
                _batches.Return(batch);
                return;
            }

            if (connections.Find(transmit.Connection) is { } pump) pump.Send(batch, transmit.MessageBytes);
            else
                _batches.Return(batch); // the connection has ended, and the node is about to hear of it
        }
    }
}
