using ScreenShare.Swarm.Census;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Download;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Playout;
using ScreenShare.Swarm.Source;
using ScreenShare.Swarm.Trees;
using ScreenShare.Swarm.Upload;
using ScreenShare.Swarm.Window;

namespace ScreenShare.Swarm.Node;

/// <summary>The parts of one node, made in the order in which they need each other.</summary>
internal sealed class NodeParts
{
    public NodeParts(SwarmOptions options, SwarmMembership membership, NodeServices services, Instant now)
    {
        UsesStanding = options.Picker == PickerKind.Standing;
        Chunks = services.Chunks;
        Neighbourhood = new Neighbourhood(options, membership, services, Neighbours);
        Choice = new NeighbourChoice(Neighbours);
        var news = new StandingNews();
        Requests = new StandingRequests(Neighbours, news, services.Random);
        SourcePlace? root = membership.IsSource ? new SourcePlace(news) : null;
        ITreePlace place = root ?? (ITreePlace)new ViewerPlace(Neighbours, Requests, news);
        Standings = new StandingExchange(Neighbours, place, news);
        DownloadLimit = new DownloadLimit(options.DownloadLimitBytesPerSecond, now);
        Uploader = new Uploader(Neighbours, Store, options.UploadLimitBytesPerSecond, now);
        Announcer = new Announcer(Neighbours, Uploader, place);
        Downloader = new Downloader(
            Neighbours, services.Verifier, services.Chunks, Requests, DownloadLimit, services.Random, options.Picker);
        Source = root is null ? null : new SourceRole(
            Neighbours, Announcer, Uploader, root, new LaterSessions(services.Verifier, Events));
        Stream = new LiveStream(Neighbours, services.Verifier, Downloader, Announcer, Store, Requests, Events, options.StaleAfter);
        Missing = new MissingManifests(Neighbours, services.Random);
        Census = new ViewerCensus(Neighbours, services.Random);
        var messages = new LiveMessageHandler(Source, Neighbours, Neighbourhood, Stream, Downloader, Uploader, Standings, Census);
        Reader = new ConnectionReader(Neighbours, Neighbourhood, messages);
    }

    /// <summary>Neighbours are asked once for a stream, and not for each chunk.</summary>
    public bool UsesStanding { get; }

    public IChunkMemory Chunks { get; }

    public Neighbours Neighbours { get; } = new();

    public Neighbourhood Neighbourhood { get; }

    public NeighbourChoice Choice { get; }

    public StandingRequests Requests { get; }

    public StandingExchange Standings { get; }

    public ChunkStore Store { get; } = new();

    public DownloadLimit DownloadLimit { get; }

    public Downloader Downloader { get; }

    public Uploader Uploader { get; }

    public Announcer Announcer { get; }

    /// <summary>Null: this node is a viewer's.</summary>
    public SourceRole? Source { get; }

    public LiveStream Stream { get; }

    public MissingManifests Missing { get; }

    public ViewerCensus Census { get; }

    public ConnectionReader Reader { get; }

    public NodeCounters Counters { get; } = new();

    public Queue<NodeEvent> Events { get; } = new();

    /// <summary>Nothing is wanted here, announced from here or spread from here.</summary>
    public bool IsIdle => Downloader.IsIdle && Announcer.IsIdle && (Source?.IsIdle ?? true);

    /// <summary>Recomputes every redundant counter.</summary>
    /// <exception cref="InvalidOperationException">One of them is wrong.</exception>
    public void CheckInvariants()
    {
        Chunks.CheckInvariants();
        Neighbours.CheckInvariants();
        Neighbourhood.CheckInvariants();
        Standings.CheckInvariants();
        Downloader.CheckInvariants();
        Uploader.CheckInvariants();
        Announcer.CheckInvariants();
        Source?.CheckInvariants();
        Stream.CheckInvariants();
        Census.CheckInvariants();
        Reader.CheckInvariants();
    }
}
