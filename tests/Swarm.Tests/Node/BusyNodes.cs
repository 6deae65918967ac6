using ScreenShare.Swarm.Census;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Download;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Node;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Playout;
using ScreenShare.Swarm.Upload;
using ScreenShare.Swarm.Window;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Tests.Node;

/// <summary>A source and a viewer in the midst of a broadcast, with something in everything that they count.</summary>
internal sealed class BusyNodes : IDisposable
{
    private static readonly FrameNumber Later = new(100);

    private readonly Studio _studio = new();
    private readonly MemoryNetwork _network = new();

    public BusyNodes()
    {
        MemoryNode source = _network.Add(_studio.Source);
        MemoryNode viewer = Join(source);
        Join(source);
        _network.Run(TimeSpan.FromSeconds(1));
        for (int i = 0; i < 66; i++)
        {
            source.Node.Publish(_studio.Next(), _network.Now);
            _network.Run(TimeSpan.FromMilliseconds(33));
        }

        (Source, Viewer) = (PartsOf(source), PartsOf(viewer));
        foreach (NodeParts parts in new[] { Source, Viewer })
            Occupy(parts);
        Want(Viewer);
        HaveTargets(Viewer);
    }

    public NodeParts Source { get; }

    public NodeParts Viewer { get; }

    public void Dispose() => _studio.Dispose();

    private static NodeParts PartsOf(MemoryNode node) => (NodeParts)Field(node.Node, "_parts");

    private static object Field(object owner, string path) => new PartPath(owner, path).Value!; // the paths below lead somewhere

    private MemoryNode Join(MemoryNode source)
    {
        MemoryNode viewer = _network.Add(_studio.Joiner);
        viewer.Node.AddPeers([source.Address], _network.Now);
        _network.Run(TimeSpan.FromMilliseconds(100));
        return viewer;
    }

    private void Occupy(NodeParts parts)
    {
        Instant now = _network.Now;
        FrameNumber newest = parts.Stream.Session!.Window.Newest; // a broadcast is on
        foreach (PeerSession peer in parts.Neighbours.All)
        {
            for (ushort i = 0; i < 2; i++)
            {
                parts.Uploader.HandleRequest(peer, new Request(IdOf(parts, newest, i), null), now);
                parts.Uploader.Push(peer, newest, i, now);
                peer.Requests.Answered.Add(IdOf(parts, newest.Previous, i), now);
                peer.Census.Tell(uint.MaxValue, i);
            }

            var manifests = new ManifestRequest(parts.Neighbours.Session, TrackId.Full, newest.Previous, newest);
            parts.Uploader.HandleManifestRequest(peer, manifests, now);
            peer.Inbox.Append(new byte[100], (ReceiveRoom)Field(parts, "Reader._room"), now);
            peer.Standing.Untold.Add(newest);
            parts.Announcer.Chunk(newest, 0, of: null, now);
            peer.Outbox.KeepAlive();
            ((Uplink)Field(parts, "Uploader._uplink")).HandleHanded(peer.Connection, 100, now);
        }

        var book = (AddressBook)Field(parts, "Neighbourhood._book");
        PeerAddress heardOf = PeerAddress.FromIPv4(0x0A000042, 5000);
        book.Add(heardOf, AddressOrigin.Heard, HostKey.Of(heardOf), now);
        ((HashSet<PeerAddress>)Field(parts, "Neighbourhood._dialling._underWay")).Add(heardOf);
        ((Queue<PeerAddress>)Field(parts, "Neighbourhood._dialling._dials")).Enqueue(heardOf);
        foreach (string sketch in new[] { "_before", "_current", "_next" })
        {
            for (int number = 0; number < 2; number++)
                ((CensusSketch)Field(parts, $"Census.{sketch}")).Add(new CensusEntry(number, ViewerState.Following));
        }
    }

    /// <summary>Of a frame that has not come: its index is wanted, and of another one two chunks, one of them claimed.</summary>
    private void Want(NodeParts parts)
    {
        Instant now = _network.Now;
        PeerSession peer = parts.Neighbours.All[0];
        var known = new ChunkSet(ChunkKind.Delta, Later, indexBytes: 1, Hash256.Of([1]));
        known.SetIndex(parts.Stream.Session!.Window.NewestFrame!.Delta!.Index!); // all there, in the midst of a broadcast
        peer.Haves.Add(Later, 0);
        parts.Downloader.Want(known, 0, now + SwarmLimits.DeltaDeadline, now);
        parts.Downloader.Want(known, 1, now + SwarmLimits.DeltaDeadline, now);
        var queue = (DownloadQueue)Field(parts, "Downloader._queue");
        queue.Find(ChunkKind.Delta, Later)!.Claim(1, peer.Connection); // just wanted
        peer.Pipeline.Request(IdOf(parts, Later, 1), 1000, now);
        var unknown = new ChunkSet(ChunkKind.Delta, Later.Next, indexBytes: 1, Hash256.Of([2]));
        parts.Downloader.WantIndex(unknown, now + (2 * SwarmLimits.DeltaDeadline), now);
        ((EarlyPieces)Field(parts, "Downloader._unasked._early")).Add(Later.Next, 0, new byte[100], peer.Connection);
    }

    private void HaveTargets(NodeParts parts)
    {
        Session session = parts.Stream.Session!; // as above
        var targets = (TargetQueue)Field(parts, "Stream.Playback._targets");
        FrameNumber newest = session.Window.Newest;
        foreach (FrameNumber frame in new[] { newest.Previous, newest })
        {
            var target = Target.ByDeltas(session.Window, frame.Previous, frame, session.Parameters.SlotCount, _network.Now);
            targets.Add(target, _network.Now, _network.Now);
        }
    }

    private static ChunkId IdOf(NodeParts parts, FrameNumber frame, ushort number) =>
        new(parts.Neighbours.Session, TrackId.Full, ChunkKind.Delta, frame, number);
}
