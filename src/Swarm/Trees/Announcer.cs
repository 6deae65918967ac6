using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Upload;
using ScreenShare.Swarm.Window;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Trees;

/// <summary>
/// Tells neighbours what this node has: manifests as soon as they are verified, chunks and key frames as soon as they can be served. Never
/// tells a peer what it is known to have. What the source tells of its own chunks is decided by <c>SourceSpread</c>.
/// </summary>
internal sealed class Announcer
{
    /// <summary>In every eighth frame haves do not wait: who is served learns who else would have served it sooner.</summary>
    public const uint ProbeEveryFrames = 8;

    /// <summary>Of a large frame that takes seconds each bitfield is a packet of its own, and one back that acknowledges it.</summary>
    private static readonly TimeSpan UntoldMax = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// An index of more bytes rides only with the manifests of those who asked for them; the others fetch it where they like.
    /// </summary>
    private const int IndexToAllBytesMax = 512;

    /// <summary>
    /// For each neighbour that waits behind it, up to ten, a child is sent a chunk so much sooner: who is served last keeps fewest waiting.
    /// </summary>
    private static readonly TimeSpan SoonerPerChild = TimeSpan.FromMilliseconds(1);

    private const int ChildrenThatCount = 10;

    /// <summary>Farther from the source manifests have caught up.</summary>
    private const int ManifestsAlongDepthMax = 1;

    private readonly Neighbours _neighbours;
    private readonly Uploader _uploader;
    private readonly ITreePlace _place;

    public Announcer(Neighbours neighbours, Uploader uploader, ITreePlace place)
    {
        _neighbours = neighbours;
        _uploader = uploader;
        _place = place;
    }

    /// <summary>Nothing is kept back.</summary>
    public bool IsIdle { get; private set; } = true;

    /// <summary>Another session begins: nothing of the one before is worth telling.</summary>
    public void HandleSession()
    {
        foreach (PeerSession peer in _neighbours.All)
            peer.Standing.Untold.Clear();
    }

    /// <summary>
    /// A manifest is here, or its index at last. With the index it goes along standing requests; alone to those who depend on being told.
    /// The others hear of the frame by its haves.
    /// </summary>
    /// <param name="beginsSession">All need it: nobody can make anything of what comes before the first manifest of a session.</param>
    public void Manifest(WindowFrame frame, bool beginsSession = false)
    {
        foreach (PeerSession peer in _neighbours.All)
        {
            if (!peer.IsLive) continue;
            if (peer.Standing.Served[Stripes.Manifests])
            {
                if (frame.IsIndexed && !peer.Indexes.Contains(frame.Frame)) ManifestDelivery.To(peer, frame);
            }
            else if (!peer.Manifests.Contains(frame.Frame)
                && (beginsSession || !peer.Standing.Theirs.HavesMayWait || frame.Delta is null))
            {
                ManifestDelivery.To(peer, frame, IndexToAllBytesMax);
            }
        }
    }

    /// <summary>
    /// Before a chunk of it that is sent unasked: next to the source chunks come faster than manifests by their own tree, and cannot be
    /// passed on before they are proven.
    /// </summary>
    public void ManifestAlong(PeerSession peer, int stripe, WindowFrame frame)
    {
        int own = _place.DepthOf(stripe);
        bool isFasterThanManifests = own <= ManifestsAlongDepthMax && peer.Standing.Theirs.Depths[Stripes.Manifests] > own + 1;
        if (isFasterThanManifests && peer.Standing.Theirs.PassedOn[stripe] && !peer.Manifests.Contains(frame.Frame))
            ManifestDelivery.To(peer, frame, IndexToAllBytesMax);
    }

    /// <summary>A chunk is here: it goes to those who asked for its stripe; the others are told, at once or later.</summary>
    /// <param name="of">Its manifest, unless that has left the window.</param>
    public void Chunk(FrameNumber frame, int number, WindowFrame? of, Instant now)
    {
        int stripe = Stripes.Of(frame, number);
        bool isProbe = frame.Value % ProbeEveryFrames == 0;
        foreach (PeerSession peer in _neighbours.All)
        {
            if (!peer.IsLive) continue;
            bool hasIt = peer.Haves.Has(ChunkKind.Delta, frame, number);
            bool isProbed = isProbe && !hasIt && !peer.Standing.Theirs.Chooses;
            bool mayWait = peer.Standing.Theirs.HavesMayWait && !isProbed && !_place.IsParent(peer, stripe);
            if (!hasIt && peer.Standing.Served[stripe])
            {
                if (of is not null) ManifestAlong(peer, stripe, of);
                Push(peer, frame, number, stripe, now);
            }
            else if (peer.Standing.Theirs.HavesMayWait && (hasIt || mayWait))
            {
                peer.Standing.Untold.Add(frame);
                IsIdle = false;
            }
            else if (!hasIt) ChunkTo(peer, frame, number);
        }
    }

    private void Push(PeerSession peer, FrameNumber frame, int number, int stripe, Instant now)
    {
        int behind = Math.Min(peer.Standing.Theirs.Children[stripe], ChildrenThatCount);
        _uploader.Push(peer, frame, number, now + SwarmLimits.DeltaDeadline + ((ChildrenThatCount - behind) * SoonerPerChild));
    }

    /// <summary>All of a frame is here: what was kept back of it need not wait any longer.</summary>
    public void Whole(ChunkSet delta)
    {
        foreach (PeerSession peer in _neighbours.All)
        {
            if (peer.IsLive && peer.Standing.Untold.Remove(delta.Frame)) BitfieldTo(peer, delta);
        }
    }

    /// <summary>Tells what was kept back: at once, or of large frames now and then until they are whole.</summary>
    public void HandleTick(FrameWindow window, Instant now)
    {
        IsIdle = true;
        foreach (PeerSession peer in _neighbours.All)
        {
            bool isDue = peer.Standing.Untold.TryTellLong(UntoldMax, now);
            for (int i = peer.Standing.Untold.Count - 1; i >= 0; i--)
            {
                ChunkSet? delta = window[peer.Standing.Untold[i]]?.Delta;
                bool isLong = peer.Standing.Theirs.Chooses || delta is { IsComplete: false, IsLong: true };
                if (peer.IsLive && isLong && !isDue) continue;
                peer.Standing.Untold.RemoveAt(i);
                if (peer.IsLive && delta is not null) BitfieldTo(peer, delta);
            }

            IsIdle &= peer.Standing.Untold.Count == 0;
        }
    }

    public void CheckInvariants()
    {
        foreach (PeerSession peer in _neighbours.All)
            Invariant.Holds(!IsIdle || peer.Standing.Untold.Count == 0, $"nothing is kept back from {peer}");
    }

    public void ChunkTo(PeerSession peer, FrameNumber frame, int number) =>
        peer.Writer.Have(peer.Outbox, new Have(_neighbours.Session, TrackId.Full, frame, (ushort)number));

    public void KeyFrame(FrameNumber frame)
    {
        foreach (PeerSession peer in _neighbours.All)
        {
            if (peer.IsLive) KeyFrameTo(peer, frame);
        }
    }

    public void KeyFrameTo(PeerSession peer, FrameNumber frame) =>
        peer.Writer.KeyHave(peer.Outbox, new KeyHave(_neighbours.Session, TrackId.Full, frame));

    /// <summary>All that can be served, for a peer that is new here.</summary>
    public void EverythingTo(PeerSession peer, Session session)
    {
        foreach (KeyFrameEntry entry in session.KeyFrames.Entries)
        {
            if (entry.CanServe) KeyFrameTo(peer, entry.Frame);
        }

        // Counted, not compared: the last number there is has no next one that is greater.
        FrameNumber f = session.Window.Oldest;
        for (int i = 0; i < SwarmLimits.WindowFramesMax && f <= session.Window.Newest; i++, f = f.Next)
        {
            if (session.Window[f]?.Delta is { } delta && !delta.Held.IsEmpty) BitfieldTo(peer, delta);
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
