using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace ScreenShare.Swarm.Sockets.Tests;

public sealed class LateSenderTests
{
    // In linux/tcp.h, struct tcp_info.
    private const int SegmentBytesAt = 16; // tcpi_snd_mss
    private const int UnsentBytesAt = 144; // tcpi_notsent_bytes
    private const int SegmentsSentAt = 156; // tcpi_data_segs_out

    [Fact]
    public async Task A_batch_arrives_whole_and_little_of_it_ever_lies_unsent()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux tells how much is unsent");
        CancellationToken cancellation = Patience.Token();
        using SocketPair pair = await SocketPair.ConnectAsync(cancellation);
        SocketTuning.Apply(pair.Near);
        var batch = new byte[4_000_000]; // far more than the kernel's buffers at both ends hold
        new Random(1).NextBytes(batch);

        Task sending = new LateSender(pair.Near).SendAsync(batch, messageBytes: 0, cancellation).AsTask();
        while (Unsent(pair.Near) == 0) // until the peer, which does not read, has room for no more
        {
            cancellation.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        int unsentMax = 0;
        var arrived = new byte[batch.Length];
        for (int at = 0; at < arrived.Length;)
        {
            unsentMax = Math.Max(unsentMax, Unsent(pair.Near));
            at += await pair.Far.ReceiveAsync(arrived.AsMemory(at, Math.Min(50_000, arrived.Length - at)), SocketFlags.None, cancellation);
        }

        await sending;
        Assert.True(batch.AsSpan().SequenceEqual(arrived));
        Assert.InRange(unsentMax, 1, 2 * LateSender.UnsentBytesMin);
    }

    [Fact]
    public async Task Batches_leave_in_full_packets()
    {
        (int packets, int perPacket) = await SendAsync(segmentBytes: 1_000, batchBytes: 20_000, messageBytes: 0);

        Assert.Equal(Packets(20_000, perPacket), packets);
    }

    [Fact]
    public async Task A_long_message_is_not_cut_and_what_follows_fills_its_last_packet()
    {
        (int packets, int perPacket) = await SendAsync(segmentBytes: 3_000, batchBytes: 9_000, messageBytes: 7_000);
        (int inParts, _) = await SendAsync(segmentBytes: 3_000, batchBytes: 9_000, messageBytes: 0);

        Assert.Equal(Packets(9_000, perPacket), packets);
        Assert.Equal(Packets(9_000, LateSender.UnsentBytesMin / 2), inParts); // a part is less than a packet
    }

    [Fact]
    public async Task Writing_to_a_connection_that_was_reset_fails()
    {
        CancellationToken cancellation = Patience.Token();
        using SocketPair pair = await SocketPair.ConnectAsync(cancellation);
        SocketTuning.Apply(pair.Near);
        pair.Far.LingerState = new LingerOption(enable: true, seconds: 0); // closing sends a reset
        pair.Far.Close();

        Task sending = new LateSender(pair.Near).SendAsync(new byte[4_000_000], messageBytes: 0, cancellation).AsTask();

        await Assert.ThrowsAsync<SocketException>(() => sending);
    }

    /// <summary>Sends one batch. Gives the packets it took, and the bytes that one carries.</summary>
    private static async Task<(int Packets, int PerPacket)> SendAsync(int segmentBytes, int batchBytes, int messageBytes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux tells how many packets were sent");
        CancellationToken cancellation = Patience.Token();
        using SocketPair pair = await SocketPair.ConnectAsync(cancellation, segmentBytes);
        SocketTuning.Apply(pair.Near);

        await new LateSender(pair.Near).SendAsync(new byte[batchBytes], messageBytes, cancellation);
        for (int arrived = 0; arrived < batchBytes;)
            arrived += await pair.Far.ReceiveAsync(new byte[batchBytes], SocketFlags.None, cancellation);
        return (Info(pair.Near, SegmentsSentAt), Info(pair.Near, SegmentBytesAt));
    }

    private static int Packets(int bytes, int perPacket) => (bytes + perPacket - 1) / perPacket;

    private static int Unsent(Socket socket) => Info(socket, UnsentBytesAt);

    private static int Info(Socket socket, int at)
    {
        Span<byte> info = stackalloc byte[SegmentsSentAt + sizeof(int)];
        socket.GetRawSocketOption(optionLevel: 6, optionName: 11, info); // IPPROTO_TCP, TCP_INFO
        return MemoryMarshal.Read<int>(info[at..]);
    }
}
