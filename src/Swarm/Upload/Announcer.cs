using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Playout;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Upload;

/// <summary>
/// Tells neighbours what this node has: manifests as soon as they are verified, chunks and key frames as soon as they can be served. Never
/// tells a peer what it is known to have. What the source tells of its own chunks is decided by <see cref="SourceSpread"/>.
/// </summary>
internal sealed class Announcer
{
    private readonly Neighbours _neighbours;

    public Announcer(Neighbours neighbours) => _neighbours = neighbours;

    public void Manifest(WindowFrame frame)
    {
        foreach (PeerSession peer in _neighbours.All)
        {
            if (peer.IsLive && !peer.Manifests.Contains(frame.Frame))
                ManifestTo(peer, frame);
        }
    }

    public static void ManifestTo(PeerSession peer, WindowFrame frame)
    {
        ReadOnlySpan<byte> index = frame.Delta?.Index is { } known && known.Bytes.Length <= Content.Manifest.RidingIndexBytesMax
            ? known.Bytes.Span
            : default;
        peer.Writer.Manifest(peer.Outbox, frame.Manifest.Bytes, index);
        peer.Manifests.Add(frame.Frame);
    }

    public void Chunk(FrameNumber frame, int number)
    {
        foreach (PeerSession peer in _neighbours.All)
        {
            if (peer.IsLive && !peer.Haves.Has(ChunkKind.Delta, frame, number))
                ChunkTo(peer, frame, number);
        }
    }

    public void ChunkTo(PeerSession peer, FrameNumber frame, int number) =>
        peer.Writer.Have(peer.Outbox, new Have(_neighbours.Session, TrackId.Full, frame, (ushort)number));

    public void KeyFrame(FrameNumber frame)
    {
        foreach (PeerSession peer in _neighbours.All)
        {
            if (peer.IsLive)
                KeyFrameTo(peer, frame);
        }
    }

    public void KeyFrameTo(PeerSession peer, FrameNumber frame) =>
        peer.Writer.KeyHave(peer.Outbox, new KeyHave(_neighbours.Session, TrackId.Full, frame));

    /// <summary>All that can be served, for a peer that is new here.</summary>
    public void EverythingTo(PeerSession peer, Session session)
    {
        foreach (KeyFrameEntry entry in session.KeyFrames.Entries)
        {
            if (entry.CanServe)
                KeyFrameTo(peer, entry.Frame);
        }

        // Counted, not compared: the last number there is has no next one that is greater.
        FrameNumber f = session.Window.Oldest;
        for (int i = 0; i < SwarmLimits.WindowFramesMax && f <= session.Window.Newest; i++, f = f.Next)
        {
            if (session.Window[f]?.Delta is { } delta && !delta.Held.IsEmpty)
                BitfieldTo(peer, delta);
        }
    }

    public void BitfieldTo(PeerSession peer, ChunkSet delta)
    {
        int count = delta.ChunkCount;
        // 2 KiB: there are no more chunks than slots.
        Span<byte> bits = stackalloc byte[BitfieldMessage.BytesFor(StreamParameters.SlotsMax)];
        bits = bits[..BitfieldMessage.BytesFor(count)];
        delta.Held.WriteBitfield(bits, count);
        peer.Writer.Bitfield(peer.Outbox, _neighbours.Session, TrackId.Full, delta.Frame, (ushort)count, bits);
    }
}
