using Microsoft.Extensions.Logging.Abstractions;
using ScreenShare.Simulator.Broadcast;
using ScreenShare.Simulator.Checks;
using ScreenShare.Simulator.Network;
using ScreenShare.Swarm;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Node;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Simulator.Nodes;

/// <summary>
/// A source that broadcasts and the viewers that join it, each a real <see cref="SwarmNode"/>, on an emulated network in virtual time.
/// Safety is checked at every release; whoever runs it checks liveness at the end. Single-threaded.
/// </summary>
public sealed class SimulatedSwarm : IDisposable
{
    public const string SourceName = "source";

    private const ushort Port = 6881;
    private const uint FirstAddress = 0x0A00_0001; // 10.0.0.1 is the source
    private const int BroadcastMark = -1;

    private readonly SwarmPlan _plan;
    private readonly BroadcasterKeys _keys = BroadcasterKeys.Create();
    private readonly ContentVerifier _real = new();
    private readonly IContentVerifier _verifier;
    private readonly ChunkPool _chunks = new(poisons: true);
    private readonly SyntheticBroadcast _broadcast;
    private readonly List<NodeShell> _shells = []; // by host, the source first
    private readonly List<SimulatedViewer> _viewers = [];
    private readonly List<Action> _marks = [];

    public SimulatedSwarm(SwarmPlan plan)
    {
        _plan = plan;
        Network = new VirtualNetwork(plan.Network, Seeds.Derive(plan.Seed, SeedPurpose.Network));
        var hash = new FastHash(Seeds.Derive(plan.Seed, SeedPurpose.Hash));
        _verifier = plan.UsesRealVerifier ? _real : new MemoisingVerifier(_real, hash);
        _broadcast = new SyntheticBroadcast(plan.Broadcast, _keys, hash, plan.Seed, Instant.Zero);
        var membership = new SwarmMembership(_keys.Public.Infohash, _keys.Public, IsSource: true);
        Source = AddNode(SourceName, plan.SourceLink, plan.SourceOptions, membership, Conduct.Honest, null);
        Source.Listen();
        Network.SetMark(Instant.Zero, BroadcastMark);
    }

    public VirtualNetwork Network { get; }

    public TraceHash Trace { get; } = new();

    public NodeShell Source { get; }

    public PublishedTruth Truth => _broadcast.Truth;

    /// <summary>In order of joining.</summary>
    public IReadOnlyList<SimulatedViewer> Viewers => _viewers;

    public Instant Now => Network.Now;

    public SimulatedViewer Find(string name) =>
        _viewers.Find(viewer => viewer.Name == name) ?? throw new ArgumentException($"no viewer {name} has joined", nameof(name));

    /// <summary>Joins now.</summary>
    public SimulatedViewer Join(ViewerPlan plan)
    {
        var record = new ViewerRecord(plan.Name, Truth);
        var membership = new SwarmMembership(_keys.Public.Infohash, PublicKey: null, IsSource: false); // all that a link says
        NodeShell shell = AddNode(plan.Name, plan.Link, plan.Options, membership, plan.Conduct, record);
        var viewer = new SimulatedViewer(plan, shell, record);
        _viewers.Add(viewer);
        if (plan.Listens) shell.Listen();
        if (plan.BlocksSource) shell.Block(Source.Address);
        PeerAddress[] contacts = [.. plan.Contacts.Select(name => name == SourceName ? Source.Address : Find(name).Shell.Address)];
        shell.AddPeers(contacts);
        return viewer;
    }

    /// <summary>Does something when that time has come.</summary>
    public void At(TimeSpan time, Action action)
    {
        _marks.Add(action);
        Network.SetMark(Instant.Zero + time, _marks.Count - 1);
    }

    public void Kill(SimulatedViewer viewer, ViewerFate how)
    {
        viewer.Fate = how;
        if (how == ViewerFate.Reset) Network.Reset(viewer.Shell.Host);
        else Network.SilentDeath(viewer.Shell.Host);
    }

    public void Leave(SimulatedViewer viewer)
    {
        viewer.Fate = ViewerFate.Left;
        viewer.LeftAt = Now;
        viewer.Shell.Leave();
    }

    /// <exception cref="SafetyViolationException">A viewer was shown what was not published.</exception>
    /// <exception cref="SpinningException">A node does not come to rest.</exception>
    public void RunUntil(TimeSpan time)
    {
        Instant until = Instant.Zero + time;
        while (Network.TryTake(until, out Occurrence occurrence))
        {
            if (occurrence.Kind == OccurrenceKind.Mark) HandleMark(occurrence.Number);
            else _shells[occurrence.Host.Value - 1].Handle(occurrence);
            PublishWhatIsReady();
        }
    }

    public void Dispose()
    {
        _broadcast.Dispose();
        _real.Dispose();
        _keys.Dispose();
    }

    private void HandleMark(int number)
    {
        Trace.Add(Now, 0, TraceKind.Mark, number, 0);
        if (number != BroadcastMark)
        {
            _marks[number]();
            return;
        }

        _broadcast.Look(Now);
        if (_broadcast.NextDue is { } due) Network.SetMark(due, BroadcastMark);
    }

    /// <summary>As the broadcaster does: a picture waits until the node is ready for it, and newer ones take its place.</summary>
    private void PublishWhatIsReady()
    {
        while (_broadcast.HasNews && _broadcast.TryPublish(Source.IsReadyForFrame, Now, out PublishedFrame? frame))
            Source.Publish(frame);
    }

    private NodeShell AddNode(
        string name, HostLink link, SwarmOptions options, SwarmMembership membership, Conduct conduct, ViewerRecord? record)
    {
        HostId host = Network.AddHost(PeerAddress.FromIPv4(FirstAddress + (uint)_shells.Count, Port), link);
        var random = new Random(Seeds.Derive(_plan.Seed, SeedPurpose.Node, host.Value));
        var node = new SwarmNode(options, membership, new NodeServices(random, _verifier, NullLogger.Instance) { Chunks = _chunks }, Now);
        var shell = new NodeShell(name, host, node, Network, Trace, record)
        {
            ChecksInvariants = _plan.ChecksInvariants,
            Conduct = conduct,
        };
        _shells.Add(shell);
        return shell;
    }
}
