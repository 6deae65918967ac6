using System.Buffers;
using System.Net.Sockets;

namespace ScreenShare.Swarm.Sockets.Tests;

public sealed class ConnectionPumpTests
{
    private readonly NodeInputs _inputs = new();

    [Fact]
    public async Task What_a_peer_sends_arrives_in_order_and_the_end_comes_last()
    {
        CancellationToken cancellation = Patience.Token();
        using SocketPair pair = await SocketPair.ConnectAsync(cancellation);
        using ConnectionPump pump = Pump(pair);
        byte[] sent = RandomBytes(1_000_000);

        Task sending = SendAndShutDownAsync(pair.Far, sent, cancellation);
        var received = new ArrayBufferWriter<byte>();
        NodeInput input = await _inputs.NextAsync(cancellation);
        for (; input.Kind == NodeInputKind.Received; input = await _inputs.NextAsync(cancellation))
        {
            received.Write(pump.Received(input.Bytes));
            pump.ReadOn();
        }

        Assert.Equal(NodeInputKind.Closed, input.Kind);
        Assert.Same(pump, input.Pump);
        Assert.True(received.WrittenSpan.SequenceEqual(sent));
        await sending;
        await pump.Completion.WaitAsync(cancellation);
        Assert.False(_inputs.TryRead(out _));
    }

    [Fact]
    public async Task A_pump_reads_no_further_than_the_loop_has_consumed()
    {
        CancellationToken cancellation = Patience.Token();
        using SocketPair pair = await SocketPair.ConnectAsync(cancellation);
        pair.Near.ReceiveBufferSize = 64 * 1024;
        pair.Far.SendBufferSize = 64 * 1024;
        using ConnectionPump pump = Pump(pair);

        // Far more than two kernel buffers hold: it can only all be sent when the pump goes on reading.
        Task sending = SendAndShutDownAsync(pair.Far, new byte[32 * 1024 * 1024], cancellation);
        NodeInput first = await _inputs.NextAsync(cancellation);

        Assert.Equal(NodeInputKind.Received, first.Kind);
        Assert.False(_inputs.TryRead(out _));
        Assert.False(sending.IsCompleted);

        NodeInput input = first;
        for (; input.Kind == NodeInputKind.Received; input = await _inputs.NextAsync(cancellation))
            pump.ReadOn();
        await sending;
    }

    [Fact]
    public async Task A_batch_comes_back_when_all_of_it_is_sent()
    {
        CancellationToken cancellation = Patience.Token();
        using SocketPair pair = await SocketPair.ConnectAsync(cancellation);
        using ConnectionPump pump = Pump(pair);
        ArrayBufferWriter<byte> batch = Batch(RandomBytes(3_000_000));

        pump.Send(batch, messageBytes: 0);
        byte[] arrived = await ReadExactlyAsync(pair.Far, batch.WrittenCount, cancellation);
        NodeInput input = await _inputs.NextAsync(cancellation);

        Assert.True(batch.WrittenSpan.SequenceEqual(arrived));
        Assert.Equal(NodeInputKind.Sent, input.Kind);
        Assert.Same(batch, input.Batch);
        pump.Abort();
        await pump.Completion.WaitAsync(cancellation);
    }

    [Fact]
    public async Task A_goodbye_arrives_although_the_peer_has_bytes_on_their_way()
    {
        CancellationToken cancellation = Patience.Token();
        using SocketPair pair = await SocketPair.ConnectAsync(cancellation);
        await pair.Far.SendAsync(new byte[200_000], cancellation);
        using ConnectionPump pump = Pump(pair);

        pump.Send(Batch([1, 2, 3]), messageBytes: 0);
        pump.Close();
        byte[] goodbye = await ReadExactlyAsync(pair.Far, 3, cancellation);
        int afterwards = await pair.Far.ReceiveAsync(new byte[1], cancellation);

        Assert.Equal([1, 2, 3], goodbye);
        Assert.Equal(0, afterwards); // the end of the stream, not a reset
        pair.Far.Dispose();
        await EndAsync(pump, cancellation);
    }

    [Fact]
    public async Task A_peer_that_does_not_read_the_goodbye_is_left_when_patience_ends()
    {
        CancellationToken cancellation = Patience.Token();
        using SocketPair pair = await SocketPair.ConnectAsync(cancellation);
        using ConnectionPump pump = Pump(pair, closePatience: TimeSpan.FromMilliseconds(50));

        pump.Send(Batch(new byte[64 * 1024 * 1024]), messageBytes: 0); // more than the kernel takes
        pump.Close();

        await EndAsync(pump, cancellation);
    }

    [Fact]
    public async Task A_reset_ends_both_directions()
    {
        CancellationToken cancellation = Patience.Token();
        using SocketPair pair = await SocketPair.ConnectAsync(cancellation);
        using ConnectionPump pump = Pump(pair);
        pump.Send(Batch(new byte[64 * 1024 * 1024]), messageBytes: 0);

        pair.Far.LingerState = new LingerOption(enable: true, seconds: 0);
        pair.Far.Close();

        await EndAsync(pump, cancellation);
        pump.Send(Batch([1]), messageBytes: 0); // the loop may not know yet
        pump.Close();
    }

    [Fact]
    public async Task A_pump_ends_when_nobody_reads_its_inputs_any_more()
    {
        CancellationToken cancellation = Patience.Token();
        using SocketPair pair = await SocketPair.ConnectAsync(cancellation);
        await pair.Far.SendAsync(new byte[10], cancellation);
        using ConnectionPump pump = Pump(pair);

        _inputs.Complete();
        _inputs.DiscardRest();
        pump.Abort();

        await pump.Completion.WaitAsync(cancellation);
        Assert.Throws<ObjectDisposedException>(() => pair.Near.Available);
    }

    private ConnectionPump Pump(SocketPair pair, TimeSpan? closePatience = null) =>
        new(new ConnectionId(1), pair.Near, _inputs, closePatience ?? Patience.Long, TimeProvider.System);

    private async Task EndAsync(ConnectionPump pump, CancellationToken cancellation)
    {
        NodeInput input;
        while ((input = await _inputs.NextAsync(cancellation)).Kind != NodeInputKind.Closed)
        {
            if (input.Kind == NodeInputKind.Received) pump.ReadOn();
        }

        await pump.Completion.WaitAsync(cancellation);
        Assert.False(_inputs.TryRead(out _));
    }

    private static ArrayBufferWriter<byte> Batch(byte[] bytes)
    {
        var batch = new ArrayBufferWriter<byte>(bytes.Length);
        batch.Write(bytes);
        return batch;
    }

    private static byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    private static async Task SendAndShutDownAsync(Socket socket, byte[] bytes, CancellationToken cancellation)
    {
        using var stream = new NetworkStream(socket);
        await stream.WriteAsync(bytes, cancellation);
        socket.Shutdown(SocketShutdown.Send);
    }

    private static async Task<byte[]> ReadExactlyAsync(Socket socket, int count, CancellationToken cancellation)
    {
        using var stream = new NetworkStream(socket);
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, cancellation);
        return bytes;
    }
}
