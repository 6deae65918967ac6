using System.Threading.Channels;
using ScreenShare.Swarm.Node;
using ScreenShare.Swarm.Playout;

namespace ScreenShare.Swarm.Sockets;

/// <summary>Hands complete frames to the decoder. The methods are the loop's.</summary>
internal sealed class FrameOutlet(NodeInputs inputs)
{
    /// <summary>
    /// One being taken and one ready behind it. When full, the node is not asked: it merges frames until the decoder has room.
    /// </summary>
    private const int FramesMax = 2;

    private readonly Channel<ReleasedFrame> _channel = Channel.CreateBounded<ReleasedFrame>(
        new BoundedChannelOptions(FramesMax) { SingleWriter = true });

    private Task _waiting = Task.CompletedTask;
    private volatile bool _isWaiting;

    public ChannelReader<ReleasedFrame> Reader => _channel.Reader;

    public void TakeFrom(SwarmNode node)
    {
        // The loop is the only writer, so room that is there stays there.
        while (_channel.Reader.Count < FramesMax)
        {
            if (!node.TryTakeFrame(out ReleasedFrame? frame)) return;
            _channel.Writer.TryWrite(frame!); // not null when taken
        }

        if (_isWaiting) return;
        _isWaiting = true;
        _waiting = WakeWhenThereIsRoomAsync();
    }

    /// <summary>After the loop. What was released can still be read.</summary>
    public Task CompleteAsync()
    {
        _channel.Writer.TryComplete();
        return _waiting;
    }

    private async Task WakeWhenThereIsRoomAsync()
    {
        bool hasRoom = await _channel.Writer.WaitToWriteAsync(CancellationToken.None).ConfigureAwait(false);
        _isWaiting = false; // before the wake, or the loop could find it set, the channel full again, and wait for nobody
        if (hasRoom) inputs.Wake();
    }
}
