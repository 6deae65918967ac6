using System.Net.Sockets;
using System.Numerics;
using System.Runtime.InteropServices;

namespace ScreenShare.Swarm.Sockets;

/// <summary>
/// Writes batches to one socket so that no more of them than a few milliseconds' worth lies unsent in the kernel, and so that a batch
/// counts as sent only then: what the node hands to the next connection goes out next, instead of beside the rest of everything before.
/// <para>
/// On Linux the low-water mark alone does not do that: it is looked at when a new buffer is begun, and a buffer takes up to 64 KiB. So each
/// part is written as a record of its own (MSG_EOR), which begins a new one. A record begins a packet, too, so parts are whole packets.
/// Long messages are one record: of each connection the kernel keeps two in the interface's queue, and between those what goes to others
/// would pass. What lies unsent may come to twice the bound, or to a long message more. Elsewhere batches go to the socket as they are.
/// </para>
/// <para>
/// One task uses it at a time.
/// </para>
/// </summary>
internal sealed class LateSender(Socket socket)
{
    /// <summary>4 ms at 8 Mbit/s: a busy machine takes some to come back with more.</summary>
    public const int UnsentBytesMin = 4 * 1024;

    /// <summary>2 ms at 2 GB/s, more than any link.</summary>
    private const int UnsentBytesMax = 4 << 20;

    /// <summary>Longer messages are cut; no buffer takes more.</summary>
    private const int RecordBytesMax = 64 * 1024;

    /// <summary>How long the kernel should be able to go on without us.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMilliseconds(2);

    /// <summary>A few round trips of a fast link, and 64 ms of a slow one.</summary>
    private const int BytesBetweenLooks = 64 * 1024;

    private int _unsentBytes = UnsentBytesMin;
    private int _segmentBytes; // 0: not known
    private int _partBytes; // 0: nothing has been sent
    private int _bytesSinceLook;

    /// <summary>Ends when the kernel has taken all, the last of it within the bound.</summary>
    /// <param name="messageBytes"><see cref="Transmit.MessageBytes"/>.</param>
    /// <exception cref="SocketException">The connection has failed.</exception>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> batch, int messageBytes, CancellationToken cancellation)
    {
        if (!OperatingSystem.IsLinux())
        {
            while (!batch.IsEmpty)
                batch = batch[await socket.SendAsync(batch, SocketFlags.None, cancellation).ConfigureAwait(false)..];
            return;
        }

        LookAtConnection(batch.Length);
        int record = Math.Max(_partBytes, RoundUpToSegments(Math.Min(messageBytes, RecordBytesMax)));
        while (!batch.IsEmpty)
        {
            ReadOnlyMemory<byte> next = batch[..Math.Min(record, batch.Length)];
            int sent = NativeSend.TrySend(socket, next.Span);
            if (sent <= 0)
                sent = await socket.SendAsync(next, SocketFlags.None, cancellation).ConfigureAwait(false); // waits, or fails and tells why
            batch = batch[sent..];
            record = _partBytes;
        }
    }

    /// <summary>
    /// Sets the bound to what the connection delivers in the time; in powers of two, so that it is seldom set. What it has delivered
    /// before it had anything to send tells nothing of that.
    /// </summary>
    private void LookAtConnection(int bytes)
    {
        bool isFirst = _partBytes == 0;
        _bytesSinceLook += bytes;
        if (_bytesSinceLook < BytesBetweenLooks && !isFirst) return;
        _bytesSinceLook = 0;
        (double rate, _segmentBytes) = TcpInfo.Of(socket);
        double wanted = isFirst ? 0 : rate * Ahead.TotalSeconds;
        int unsent = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(wanted, UnsentBytesMin, UnsentBytesMax));
        _partBytes = RoundDownToSegments(unsent / 2);
        if (unsent == _unsentBytes) return;
        _unsentBytes = unsent;
        SocketTuning.BoundUnsentBytes(socket, unsent);
    }

    /// <summary>Unless one alone is larger: loopback has segments of 64 KiB.</summary>
    private int RoundDownToSegments(int bytes) =>
        _segmentBytes > 0 && _segmentBytes <= bytes ? bytes / _segmentBytes * _segmentBytes : bytes;

    /// <summary>What follows in the batch fills the last.</summary>
    private int RoundUpToSegments(int bytes) =>
        _segmentBytes > 0 ? (bytes + _segmentBytes - 1) / _segmentBytes * _segmentBytes : bytes;

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
        private const int SegmentAt = 16; // tcpi_snd_mss, 32 bits
        private const int DeliveryRateAt = 160; // tcpi_delivery_rate, 64 bits
        private const int Bytes = DeliveryRateAt + sizeof(ulong);

        /// <summary>
        /// Bytes delivered per second, as of the last round trip that was not short of data, and most bytes a packet carries; 0 where not
        /// known.
        /// </summary>
        public static (double Rate, int Segment) Of(Socket socket)
        {
            Span<byte> info = stackalloc byte[Bytes];
            int written = socket.GetRawSocketOption(ProtocolTcp, Option, info);
            if (written < Bytes) return (0, 0); // a kernel before 4.9
            // in the machine's own byte order
            return (MemoryMarshal.Read<ulong>(info[DeliveryRateAt..]), MemoryMarshal.Read<int>(info[SegmentAt..]));
        }
    }
}
