using System.Threading.Channels;

namespace ScreenShare.Swarm.Sockets;

/// <summary>
/// The queue before the loop. Everybody may write; the loop alone reads, and never writes, so a full queue makes the writers wait and
/// cannot lock up. Completing it is how the loop is told to stop.
/// </summary>
internal sealed class NodeInputs
{
    /// <summary>
    /// A connection has at most three inputs on their way (received, sent, closed), so 42 neighbours make 126; the rest is for handshakes,
    /// dials and commands. When full, writers wait: pumps stop reading and TCP slows the peers down.
    /// </summary>
    private const int InputsMax = 256;

    private readonly Channel<NodeInput> _channel = Channel.CreateBounded<NodeInput>(
        new BoundedChannelOptions(InputsMax) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    public static NodeHostException Stopped(Exception? inner) => new("the node has stopped", inner);

    /// <summary>Waits for room. False when the loop has ended: the input was not taken, and what it owns is still the caller's.</summary>
    public ValueTask<bool> WriteAsync(NodeInput input, CancellationToken cancellation = default) =>
        _channel.Writer.TryWrite(input) ? new ValueTask<bool>(true) : WaitAndWriteAsync(input, cancellation);

    /// <summary>Wakes the loop. Nothing is lost when the queue is full: the loop is awake then.</summary>
    public void Wake() => _channel.Writer.TryWrite(NodeInput.Wake());

    public bool TryRead(out NodeInput input) => _channel.Reader.TryRead(out input);

    /// <summary>False when completed and empty. Without a token, so that waiting allocates nothing.</summary>
    public ValueTask<bool> WaitToReadAsync() => _channel.Reader.WaitToReadAsync(CancellationToken.None);

    public void Complete() => _channel.Writer.TryComplete();

    /// <summary>After the loop: gives up what the inputs left over own, so that everyone who waits for the loop goes on.</summary>
    public void DiscardRest()
    {
        while (_channel.Reader.TryRead(out NodeInput input))
        {
            switch (input.Kind)
            {
                case NodeInputKind.Connected:
                    input.Socket.Dispose();
                    break;
                case NodeInputKind.Received:
                    input.Pump!.ReadOn(); // Received always has its pump
                    break;
                case NodeInputKind.Command:
                    input.Command.Refuse();
                    break;
            }
        }
    }

    private async ValueTask<bool> WaitAndWriteAsync(NodeInput input, CancellationToken cancellation)
    {
        while (await _channel.Writer.WaitToWriteAsync(cancellation).ConfigureAwait(false))
        {
            if (_channel.Writer.TryWrite(input)) return true;
        }

        return false;
    }
}
