using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Wire.Live;

/// <summary>
/// Writes live messages whole, length field included, under the id that the peer announced for <c>ss_live</c>. Allocates nothing.
/// What it is given is ours and right; only debug builds look twice.
/// </summary>
/// <param name="LiveId">From the peer's extension handshake; 0, which is <c>default</c>, is no id.</param>
public readonly record struct LiveMessageWriter(byte LiveId)
{
    /// <summary><c>| length (4) | 20 (1) | id of ss_live (1) | type (1) |</c></summary>
    public const int HeaderBytes = MessageReader.LengthBytes + 3;

    /// <summary>What a piece takes on the wire beyond its data.</summary>
    public const int PieceOverheadBytes = HeaderBytes + LiveMessageLengths.PieceHeader;

    public const int RequestBytes = HeaderBytes + LiveMessageLengths.Request;
    public const int HaveBytes = HeaderBytes + LiveMessageLengths.Have;

    /// <param name="manifest">With its signature.</param>
    /// <param name="index">To ride along, or empty; at most <see cref="Content.Manifest.RidingIndexBytesMax"/>.</param>
    public void Manifest(IBufferWriter<byte> output, ReadOnlySpan<byte> manifest, ReadOnlySpan<byte> index)
    {
        Span<byte> body = Begin(output, LiveMessageType.Manifest, manifest.Length + index.Length);
        manifest.CopyTo(body);
        index.CopyTo(body[manifest.Length..]);
        End(output, body.Length);
    }

    public void ManifestRequest(IBufferWriter<byte> output, ManifestRequest message)
    {
        message.Write(Begin(output, LiveMessageType.ManifestRequest, LiveMessageLengths.ManifestRequest));
        End(output, LiveMessageLengths.ManifestRequest);
    }

    public void Have(IBufferWriter<byte> output, Have message)
    {
        message.Write(Begin(output, LiveMessageType.Have, LiveMessageLengths.Have));
        End(output, LiveMessageLengths.Have);
    }

    /// <param name="bits">Exactly <see cref="BitfieldMessage.BytesFor"/> of <paramref name="count"/>, spare bits 0.</param>
    public void Bitfield(
        IBufferWriter<byte> output, SessionTag session, TrackId track, FrameNumber frame, ushort count, ReadOnlySpan<byte> bits)
    {
        Debug.Assert(bits.Length == BitfieldMessage.BytesFor(count));
        Span<byte> body = Begin(output, LiveMessageType.Bitfield, LiveMessageLengths.BitfieldMin + bits.Length);
        BitfieldMessage.Write(body, session, track, frame, count, bits);
        End(output, body.Length);
    }

    public void KeyHave(IBufferWriter<byte> output, KeyHave message)
    {
        message.Write(Begin(output, LiveMessageType.KeyHave, LiveMessageLengths.KeyHave));
        End(output, LiveMessageLengths.KeyHave);
    }

    public void Request(IBufferWriter<byte> output, Request message)
    {
        message.Write(Begin(output, LiveMessageType.Request, LiveMessageLengths.Request));
        End(output, LiveMessageLengths.Request);
    }

    /// <param name="data">Not empty; copied into <paramref name="output"/>.</param>
    public void Piece(IBufferWriter<byte> output, ChunkId chunk, ReadOnlySpan<byte> data)
    {
        Span<byte> body = Begin(output, LiveMessageType.Piece, LiveMessageLengths.PieceHeader + data.Length);
        ChunkIdFormat.Write(body, chunk);
        data.CopyTo(body[LiveMessageLengths.PieceHeader..]);
        End(output, body.Length);
    }

    public void Cancel(IBufferWriter<byte> output, Cancel message)
    {
        message.Write(Begin(output, LiveMessageType.Cancel, LiveMessageLengths.Cancel));
        End(output, LiveMessageLengths.Cancel);
    }

    public void Reject(IBufferWriter<byte> output, Reject message)
    {
        message.Write(Begin(output, LiveMessageType.Reject, LiveMessageLengths.Reject));
        End(output, LiveMessageLengths.Reject);
    }

    /// <summary>Writes the first <see cref="PeersMessage.CountMax"/> of <paramref name="peers"/>.</summary>
    public void Peers(IBufferWriter<byte> output, ReadOnlySpan<PeerAddress> peers)
    {
        peers = peers[..Math.Min(peers.Length, PeersMessage.CountMax)];
        Span<byte> body = Begin(output, LiveMessageType.Peers, PeersMessage.LengthOf(peers));
        PeersMessage.Write(body, peers);
        End(output, body.Length);
    }

    public void Goodbye(IBufferWriter<byte> output, Goodbye message)
    {
        message.Write(Begin(output, LiveMessageType.Goodbye, LiveMessageLengths.Goodbye));
        End(output, LiveMessageLengths.Goodbye);
    }

    public void Company(IBufferWriter<byte> output, Company message)
    {
        message.Write(Begin(output, LiveMessageType.Company, LiveMessageLengths.Company));
        End(output, LiveMessageLengths.Company);
    }

    public void Standing(IBufferWriter<byte> output, Standing message)
    {
        message.Write(Begin(output, LiveMessageType.Standing, LiveMessageLengths.Standing));
        End(output, LiveMessageLengths.Standing);
    }

    public void Twin(IBufferWriter<byte> output, Twin message)
    {
        message.Write(Begin(output, LiveMessageType.Twin, LiveMessageLengths.Twin));
        End(output, LiveMessageLengths.Twin);
    }

    /// <param name="entries">From 1 to <see cref="CensusMessage.EntriesMax"/>, by rising number.</param>
    public void Census(IBufferWriter<byte> output, SessionTag session, uint epoch, ReadOnlySpan<CensusEntry> entries)
    {
        Span<byte> body = Begin(output, LiveMessageType.Census, CensusMessage.HeaderBytes + (entries.Length * CensusEntry.Bytes));
        CensusMessage.Write(body, session, epoch, entries);
        End(output, body.Length);
    }

    /// <summary>Writes the header and gives the place for the body. The output may be advanced only when both are written.</summary>
    private Span<byte> Begin(IBufferWriter<byte> output, LiveMessageType type, int bodyBytes)
    {
        Debug.Assert(LiveId != 0, "The peer has not announced ss_live.");
        Debug.Assert(LiveMessageLengths.Allows(type, bodyBytes), "The peer would refuse this.");
        Span<byte> message = output.GetSpan(HeaderBytes + bodyBytes);
        BinaryPrimitives.WriteUInt32BigEndian(message, (uint)(HeaderBytes - MessageReader.LengthBytes + bodyBytes));
        message[4] = MessageIds.Extended;
        message[5] = LiveId;
        message[6] = (byte)type;
        return message.Slice(HeaderBytes, bodyBytes);
    }

    private static void End(IBufferWriter<byte> output, int bodyBytes) => output.Advance(HeaderBytes + bodyBytes);
}
