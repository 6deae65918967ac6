using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Wire.Bencode;

namespace ScreenShare.Swarm.Wire;

/// <summary>
/// What a peer tells about itself right after the handshake (BEP 10; wire protocol, section 2). Absent is null, 0 or empty.
/// </summary>
public sealed record ExtensionHandshake
{
    public const int ClientCharsMax = 64;

    /// <summary>More than any peer has reason to queue; larger announcements are brought down to it.</summary>
    public const int RequestQueueMax = ushort.MaxValue;

    private const int HeaderBytes = MessageReader.LengthBytes + 2;

    /// <summary>The id under which the peer receives live messages; null for an ordinary BitTorrent client.</summary>
    public byte? LiveId { get; init; }

    /// <summary>The id under which the peer receives peer exchange; null when it does not.</summary>
    public byte? PexId { get; init; }

    /// <summary>0 when the peer does not listen.</summary>
    public ushort ListenPort { get; init; }

    /// <summary>Name and version, at most <see cref="ClientCharsMax"/> printable ASCII characters: fit for a log or a screen.</summary>
    public string Client { get; init => field = Printable(value); } = "";

    /// <summary>How many requests the peer keeps queued; 0 when it did not say.</summary>
    public int RequestQueue { get; init; }

    /// <summary>The address at which the peer sees us; its port is 0.</summary>
    public PeerAddress? YourIp { get; init; }

    /// <summary>64 bytes that claim to be the broadcaster's key: for <see cref="Identity.PublicKey.TryRead"/>, which checks them.</summary>
    public byte[]? PublicKey { get; init; }

    /// <summary>0 when there is no limit.</summary>
    public long UploadLimitBytesPerSecond { get; init; }

    /// <summary>The sender's, of this connection.</summary>
    public ConnectionToken Token { get; init; }

    /// <summary>Writes the whole message, length field included.</summary>
    public void Write(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        Span<byte> message = output.GetSpan(HeaderBytes + MessageLengths.ExtensionHandshakeBytesMax);
        BencodeWriter writer = new(message[HeaderBytes..]);
        WriteDictionary(ref writer);
        BinaryPrimitives.WriteUInt32BigEndian(message, (uint)(2 + writer.WrittenBytes));
        message[4] = MessageIds.Extended;
        message[5] = MessageIds.ExtensionHandshake;
        output.Advance(HeaderBytes + writer.WrittenBytes);
    }

    /// <summary>
    /// False, a <see cref="ProtocolViolation.MalformedExtensionHandshake"/>, when the body is not one dictionary or something in it
    /// that we know has the wrong type or an impossible value. What we do not know is passed over.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> body, [NotNullWhen(true)] out ExtensionHandshake? handshake)
    {
        handshake = null;
        if (body.Length > MessageLengths.ExtensionHandshakeBytesMax) return false;
        ExtensionHandshakeReader reader = new(body);
        if (!reader.TryRead()) return false;
        handshake = reader.Result;
        return true;
    }

    // Sorted as BEP 3 asks: m, p, reqq, ss_k, ss_t, ss_up, v, yourip.
    private void WriteDictionary(ref BencodeWriter writer)
    {
        writer.BeginDictionary();
        writer.Bytes("m"u8);
        writer.BeginDictionary();
        WriteNumber(ref writer, "ss_live"u8, LiveId ?? 0);
        WriteNumber(ref writer, "ut_pex"u8, PexId ?? 0);
        writer.End();
        WriteNumber(ref writer, "p"u8, ListenPort);
        WriteNumber(ref writer, "reqq"u8, RequestQueue);
        if (PublicKey is { } key)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, Identity.PublicKey.Bytes);
            writer.Bytes("ss_k"u8);
            writer.Bytes(key);
        }

        if (!Token.IsNone)
        {
            writer.Bytes("ss_t"u8);
            Token.Write(writer.Bytes(ConnectionToken.Bytes));
        }

        WriteNumber(ref writer, "ss_up"u8, UploadLimitBytesPerSecond);
        if (Client.Length > 0)
        {
            writer.Bytes("v"u8);
            Encoding.ASCII.GetBytes(Client, writer.Bytes(Client.Length));
        }

        if (YourIp is { } ip)
        {
            Span<byte> compact = stackalloc byte[CompactAddress.IPv6Bytes];
            int length = CompactAddress.Write(ip, compact) - 2;
            writer.Bytes("yourip"u8);
            writer.Bytes(compact[..length]);
        }

        writer.End();
    }

    /// <summary>0 says "absent" for each of our numbers and is left out.</summary>
    private static void WriteNumber(ref BencodeWriter writer, ReadOnlySpan<byte> key, long value)
    {
        if (value == 0) return;
        writer.Bytes(key);
        writer.Integer(value);
    }

    // A name reaches terminals and log files: control, format and wide characters of a stranger's choice do not.
    private static string Printable(string text) => string.Create(Math.Min(text.Length, ClientCharsMax), text, static (span, text) =>
    {
        for (int i = 0; i < span.Length; i++)
            span[i] = text[i] is >= ' ' and <= '~' ? text[i] : '?';
    });
}
