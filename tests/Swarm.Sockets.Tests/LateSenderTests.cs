using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace ScreenShare.Swarm.Sockets.Tests;

public sealed class LateSenderTests
{
    private const int UnsentBytesAt = 144; // tcpi_notsent_bytes in linux/tcp.h, struct tcp_info

    [Fact]
    public async Task A_batch_arrives_whole_and_little_of_it_ever_lies_unsent()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux tells how much is unsent");
        CancellationToken cancellation = Patience.Token();
        using SocketPair pair = await SocketPair.ConnectAsync(cancellation);
        SocketTuning.Apply(pair.Near);
        var batch = new byte[4_000_000]; // far more than the kernel's buffers at both ends hold
        new Random(1).NextBytes(batch);

        Task sending = new LateSender(pair.Near).SendAsync(batch, cancellation).AsTask();
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
    public async Task Writing_to_a_connection_that_was_reset_fails()
    {
        CancellationToken cancellation = Patience.Token();
        using SocketPair pair = await SocketPair.ConnectAsync(cancellation);
        SocketTuning.Apply(pair.Near);
        pair.Far.LingerState = new LingerOption(enable: true, seconds: 0); // closing sends a reset
        pair.Far.Close();

        Task sending = new LateSender(pair.Near).SendAsync(new byte[4_000_000], cancellation).AsTask();

        await Assert.ThrowsAsync<SocketException>(() => sending);
    }

    private static int Unsent(Socket socket)
    {
        Span<byte> info = stackalloc byte[UnsentBytesAt + sizeof(int)];
        socket.GetRawSocketOption(optionLevel: 6, optionName: 11, info); // IPPROTO_TCP, TCP_INFO
        return MemoryMarshal.Read<int>(info[UnsentBytesAt..]);
    }
}
