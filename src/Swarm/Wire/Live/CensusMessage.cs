using System.Buffers.Binary;
using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Wire.Live;

/// <summary>
/// Viewers of one epoch that the receiver may not have heard of: <c>| tag (4) | epoch (4) | count (1) |</c> and per viewer
/// <c>| number (30 bits) | state (2 bits) |</c>, by rising number. Borrowed from the body.
/// </summary>
public readonly ref struct CensusMessage
{
    public const int EntriesMax = 128;

    internal const int HeaderBytes = 9;

    private readonly ReadOnlySpan<byte> _entries;

    private CensusMessage(SessionTag session, uint epoch, ReadOnlySpan<byte> entries)
    {
        Session = session;
        Epoch = epoch;
        _entries = entries;
    }

    public SessionTag Session { get; }

    public uint Epoch { get; }

    public int Count => _entries.Length / CensusEntry.Bytes;

    public CensusEntry this[int at] => new(BinaryPrimitives.ReadUInt32BigEndian(_entries[(at * CensusEntry.Bytes)..]));

    public static bool TryRead(ReadOnlySpan<byte> body, out CensusMessage message)
    {
        message = default;
        if (body.Length < LiveMessageLengths.CensusMin || body.Length > LiveMessageLengths.CensusMax
            || body.Length != HeaderBytes + (body[HeaderBytes - 1] * CensusEntry.Bytes))
            return false;
        var read = new CensusMessage(
            new SessionTag(BinaryPrimitives.ReadUInt32BigEndian(body)), BinaryPrimitives.ReadUInt32BigEndian(body[4..]),
            body[HeaderBytes..]);
        for (int i = 1; i < read.Count; i++)
        {
            if (read[i].Number <= read[i - 1].Number) return false;
        }

        message = read;
        return true;
    }

    /// <summary>Epochs go round, as serial numbers do (RFC 1982): a session that starts ahead of its own clock begins below zero.</summary>
    internal static bool IsLater(uint epoch, uint than) => unchecked((int)(epoch - than)) > 0;

    internal static void Write(Span<byte> body, SessionTag session, uint epoch, ReadOnlySpan<CensusEntry> entries)
    {
        BinaryPrimitives.WriteUInt32BigEndian(body, session.Value);
        BinaryPrimitives.WriteUInt32BigEndian(body[4..], epoch);
        body[8] = (byte)entries.Length;
        for (int i = 0; i < entries.Length; i++)
            BinaryPrimitives.WriteUInt32BigEndian(body[(HeaderBytes + (i * CensusEntry.Bytes))..], entries[i].Bits);
    }
}
