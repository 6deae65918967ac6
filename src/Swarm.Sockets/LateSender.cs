using System.Net.Sockets;
using System.Numerics;
using System.Runtime.InteropServices;

namespace ScreenShare.Swarm.Sockets;

/// <summary>
/// Writes batches to one socket so that no more of them than a few milliseconds' worth lies unsent in the kernel, and so that a batch
/// counts as sent only then: what the node hands to the next connection goes out next, instead of beside the rest of everything before.
/// <para>
/// On Linux the low-water mark alone does not do that: it is looked at when a new buffer is begun, and a buffer takes up to 64 KiB. So each
/// piece is written as a record of its own (MSG_EOR), which begins a new one. Elsewhere batches go to the socket as they are.
/// What lies unsent may come to twice the bound. One task uses it at a time.
/// </para>
/// </summary>
internal sealed class LateSender(Socket socket)
{
    /// <summary>4 ms at 8 Mbit/s: a busy machine takes some to come back with more.</summary>
    public const int UnsentBytesMin = 4 * 1024;

    /// <summary>2 ms at 2 GB/s, more than any link.</summary>
    private const int UnsentBytesMax = 4 << 20;

    /// <summary>How long the kernel should be able to go on without us.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMilliseconds(2);

    /// <summary>A few round trips of a fast link, and 64 ms of a slow one.</summary>
    private const int BytesBetweenLooks = 64 * 1024;

    private int _unsentBytes = UnsentBytesMin;
    private int _bytesSinceLook;

    /// <summary>Ends when the kernel has taken all, the last of it within the bound.</summary>
    /// <exception cref="SocketException">The connection has failed.</exception>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> batch, CancellationToken cancellation)
    {
        LookAtRate(batch.Length);
        int part = OperatingSystem.IsLinux() ? _unsentBytes / 2 : batch.Length;
        while (!batch.IsEmpty)
        {
            ReadOnlyMemory<byte> next = batch[..Math.Min(part, batch.Length)];
            int sent = OperatingSystem.IsLinux() ? NativeSend.TrySend(socket, next.Span) : 0;
            if (sent <= 0)
                sent = await socket.SendAsync(next, SocketFlags.None, cancellation).ConfigureAwait(false); // waits, or fails and tells why
            batch = batch[sent..];
        }
    }

    /// <summary>Sets the bound to what the connection delivers in the time; in powers of two, so that it is seldom set.</summary>
    private void LookAtRate(int bytes)
    {
        _bytesSinceLook += bytes;
        if (_bytesSinceLook < BytesBetweenLooks || !OperatingSystem.IsLinux())
            return;
        _bytesSinceLook = 0;
        double wanted = TcpInfo.DeliveryBytesPerSecond(socket) * Ahead.TotalSeconds;
        int unsent = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(wanted, UnsentBytesMin, UnsentBytesMax));
        if (unsent == _unsentBytes)
            return;
        _unsentBytes = unsent;
        SocketTuning.BoundUnsentBytes(socket, unsent);
    }

    private static class NativeSend
    {
        private const int DoNotWait = 0x40; // MSG_DONTWAIT
        private const int EndOfRecord = 0x80; // MSG_EOR
        private const int NoSignal = 0x4000; // MSG_NOSIGNAL

        /// <summary>Bytes taken; not above 0 when none are, for whatever reason.</summary>
        public static int TrySend(Socket socket, ReadOnlySpan<byte> bytes) =>
            (int)Send(socket.SafeHandle, in MemoryMarshal.GetReference(bytes), bytes.Length, DoNotWait | EndOfRecord | NoSignal);

        [DllImport("libc", EntryPoint = "send")]
        private static extern nint Send(SafeSocketHandle socket, in byte bytes, nint length, int flags);
    }

    /// <summary>linux/tcp.h, struct tcp_info.</summary>
    private static class TcpInfo
    {
        private const int ProtocolTcp = 6; // IPPROTO_TCP
        private const int Option = 11; // TCP_INFO
        private const int DeliveryRateAt = 160; // tcpi_delivery_rate, 64 bits
        private const int Bytes = DeliveryRateAt + sizeof(ulong);

        /// <summary>As of the last round trip that was not short of data; 0 before the first.</summary>
        public static double DeliveryBytesPerSecond(Socket socket)
        {
            Span<byte> info = stackalloc byte[Bytes];
            int written = socket.GetRawSocketOption(ProtocolTcp, Option, info);
            if (written < Bytes)
                return 0; // a kernel before 4.9
            return MemoryMarshal.Read<ulong>(info[DeliveryRateAt..]); // in the machine's own byte order
        }
    }
}
