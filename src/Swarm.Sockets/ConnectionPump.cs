using System.Buffers;
using System.Diagnostics;
using System.Net.Sockets;
using System.Threading.Channels;

namespace ScreenShare.Swarm.Sockets;

/// <summary>
/// Moves one connection's bytes between its socket and the loop: one task reads, one writes. Owns the socket. The methods are the loop's;
/// what happens is reported as inputs, <see cref="NodeInputKind.Closed"/> exactly once and last.
/// <para>
/// Reading: a read is handed to the loop, the next goes into a second buffer meanwhile and is handed on after <see cref="ReadOn"/>, so a
/// connection never holds more than two buffers and a slow node slows its peers down.
/// Closing: open → closing (<see cref="Close"/>: sends what it has, says end of stream, reads and drops until the peer does the same or
/// patience ends) → closed. A failure or the peer's end of stream closes at once.
/// </para>
/// </summary>
internal sealed class ConnectionPump : IDisposable
{
    private const int ReceiveBytes = 64 * 1024; // four chunks of 16 KiB: few system calls, and little memory a neighbour

    private readonly Socket _socket;
    private readonly LateSender _sender;
    private readonly NodeInputs _inputs;
    private readonly TimeSpan _closePatience;
    private readonly CancellationTokenSource _ending;
    private byte[] _received = ArrayPool<byte>.Shared.Rent(ReceiveBytes); // the loop's, between Received and ReadOn
    private byte[] _receiving = ArrayPool<byte>.Shared.Rent(ReceiveBytes);
    private readonly Signal _consumed = new();
    private volatile bool _closing;

    /// <summary>
    /// Two: the batch being sent, and the goodbye that may follow it at once. The node gives no more, so full is a fault of ours.
    /// </summary>
    private readonly Channel<(ArrayBufferWriter<byte> Bytes, int MessageBytes)> _batches =
        Channel.CreateBounded<(ArrayBufferWriter<byte> Bytes, int MessageBytes)>(
            new BoundedChannelOptions(2) { SingleReader = true, SingleWriter = true });

    public ConnectionPump(ConnectionId id, Socket socket, NodeInputs inputs, TimeSpan closePatience, TimeProvider time)
    {
        Id = id;
        _socket = socket;
        _sender = new LateSender(socket);
        _inputs = inputs;
        _closePatience = closePatience;
        _ending = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        Completion = RunAsync();
    }

    public ConnectionId Id { get; }

    /// <summary>Ends when the socket is closed and both tasks have ended; does not fail.</summary>
    public Task Completion { get; }

    /// <summary>What a <see cref="NodeInputKind.Received"/> tells of; good until <see cref="ReadOn"/>.</summary>
    public ReadOnlySpan<byte> Received(int bytes) => _received.AsSpan(0, bytes);

    public void ReadOn() => _consumed.Set();

    /// <summary>
    /// Takes the batch until it comes back with <see cref="NodeInputKind.Sent"/>; once the connection has failed it does not.
    /// </summary>
    /// <param name="messageBytes"><see cref="Transmit.MessageBytes"/>.</param>
    public void Send(ArrayBufferWriter<byte> batch, int messageBytes)
    {
        if (!_batches.Writer.TryWrite((batch, messageBytes)) && !_ending.IsCancellationRequested)
            throw new UnreachableException($"connection {Id} was given a batch before the last one was sent");
    }

    /// <summary>Sends what was given so far, then closes.</summary>
    public void Close()
    {
        _closing = true;
        _batches.Writer.TryComplete();
        _ending.CancelAfter(_closePatience);
    }

    public void Abort() => _ending.Cancel();

    /// <summary>
    /// After <see cref="Completion"/> or <see cref="NodeInputKind.Closed"/>: nothing but the timer of the patience is left.
    /// </summary>
    public void Dispose() => _ending.Dispose();

    private async Task RunAsync()
    {
        await Task.Yield(); // the constructor is the loop's turn; the pump has its own
        try
        {
            await Task.WhenAll(SendAsync(), ReceiveAsync()).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            await _inputs.WriteAsync(NodeInput.Failed(failure)).ConfigureAwait(false);
        }
        finally
        {
            _socket.Dispose();
            ArrayPool<byte>.Shared.Return(_received); // no Received is on its way any more: ReceiveAsync waits for each
            ArrayPool<byte>.Shared.Return(_receiving);
        }

        await _inputs.WriteAsync(NodeInput.Closed(this)).ConfigureAwait(false);
    }

    private async Task SendAsync()
    {
        try
        {
            // Without a token, so that waiting allocates nothing.
            while (await _batches.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
            {
                while (_batches.Reader.TryRead(out (ArrayBufferWriter<byte> Bytes, int MessageBytes) batch))
                {
                    await _sender.SendAsync(batch.Bytes.WrittenMemory, batch.MessageBytes, _ending.Token).ConfigureAwait(false);
                    await _inputs.WriteAsync(NodeInput.Sent(this, batch.Bytes)).ConfigureAwait(false);
                }
            }

            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception ended)
        {
            await EndAsync().ConfigureAwait(false);
            if (!IsEnd(ended)) throw;
        }
    }

    private async Task ReceiveAsync()
    {
        bool isHandedOn = false;
        try
        {
            while (true)
            {
                int bytes = await _socket.ReceiveAsync(_receiving.AsMemory(), SocketFlags.None, _ending.Token).ConfigureAwait(false);
                if (isHandedOn) await _consumed.WaitAsync().ConfigureAwait(false);
                isHandedOn = false;
                if (bytes == 0) break;

                // Once closing, what still arrives is dropped here; left unread it would make the kernel answer our goodbye with a reset.
                if (_closing) continue;
                (_received, _receiving) = (_receiving, _received);
                isHandedOn = await _inputs.WriteAsync(NodeInput.Received(this, bytes)).ConfigureAwait(false);
                if (!isHandedOn) break;
            }
        }
        catch (Exception ended) when (IsEnd(ended))
        {
            // How a connection ends makes no difference to the node.
        }
        finally
        {
            if (isHandedOn) await _consumed.WaitAsync().ConfigureAwait(false);
            await EndAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Whichever task ends first takes the other with it.</summary>
    private async Task EndAsync()
    {
        await _ending.CancelAsync().ConfigureAwait(false);
        _batches.Writer.TryComplete();
    }

    /// <summary>Failures of the network and our own end of patience; anything else is a fault of ours.</summary>
    private static bool IsEnd(Exception exception) => exception is SocketException or OperationCanceledException;
}
