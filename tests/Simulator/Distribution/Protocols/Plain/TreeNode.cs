using System.Runtime.InteropServices;
using ScreenShare.Simulator.Network;
using ScreenShare.Swarm;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Simulator.Distribution.Protocols.Plain;

/// <summary>
/// The tree: a parent pushes each chunk to its children as soon as it has it, in order. Information about the tree goes along it: up, how
/// many nodes are below, so that whoever asks a full node is sent to its smallest branch; down, the way to the source and the siblings, so
/// that a node whose parent is gone knows whom to ask. A node takes no child from above it, and none while it has no parent itself.
/// <code>
/// searching --Accept--> attached --lost, silent, or its own ancestor--> searching
/// </code>
/// </summary>
internal sealed class TreeNode : PlainNode<TreeLink>
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(2);

    private readonly TreeStock _stock;
    private readonly TreeSearch _search;
    private int[] _ancestors = []; // parent first, source last
    private int[] _siblings = [];
    private TreeLink? _parent;
    private bool _isAsking;
    private int _toldBelow;
    private Instant _tickAt;

    public TreeNode(ProtocolStage stage, HostId host)
        : base(stage, host)
    {
        _stock = new TreeStock(stage.Plan.Rounds, stage.Plan.ChunkCount);
        _search = new TreeSearch(Number);
    }

    public override void Start()
    {
        Listen();
        Tick();
    }

    public override void Publish(int round)
    {
        _stock.AddAll(round);
        PushToAll();
    }

    protected override TreeLink CreateLink(ConnectionId connection, ConnectionSide side) => new(connection, side, Now);

    protected override void HandleConnected(TreeLink link, PeerAddress remote)
    {
        if (link.Side == ConnectionSide.Accepted) return;
        link.Role = TreeRole.Candidate;
        (int round, int chunk) = _stock.Place;
        Send(link, PlainKind.Join, round, chunk, [Number]);
    }

    protected override void HandleDialFailed(PeerAddress address) => AskNext();

    protected override void HandleSent(TreeLink link) => Push(link);

    protected override void HandleMessage(TreeLink link, PlainMessage message, ReadOnlySpan<byte> body)
    {
        ReadOnlySpan<int> numbers = MemoryMarshal.Cast<byte, int>(body);
        switch (message.Kind)
        {
            case PlainKind.Join:
                link.Number = numbers[0];
                (link.Round, link.Chunk) = (message.Round, message.Number);
                HandleJoin(link);
                break;
            case PlainKind.Accept when link.Role == TreeRole.Candidate:
                (_isAsking, _parent, link.Role, _toldBelow) = (false, link, TreeRole.Parent, 0);
                TellBelow();
                break;
            case PlainKind.Refuse when link.Role == TreeRole.Candidate:
                _search.Refer(numbers);
                Close(link);
                AskNext();
                break;
            case PlainKind.Ancestry when link == _parent:
                HandleAncestry(numbers[..message.Number].ToArray(), numbers[message.Number..].ToArray());
                break;
            case PlainKind.Below:
                link.Below = message.Number;
                TellBelow();
                break;
            case PlainKind.Chunk:
                HandleChunk(message);
                break;
        }
    }

    protected override void HandleLost(TreeLink link)
    {
        switch (link.Role)
        {
            case TreeRole.Candidate:
                AskNext();
                break;
            case TreeRole.Parent:
                LoseParent();
                break;
            case TreeRole.Child:
                TellBelow();
                TellAncestry();
                break;
        }
    }

    protected override void HandleAlarm()
    {
        if (Now >= _tickAt) Tick();
        WakeAt(_tickAt);
    }

    private void Tick()
    {
        _tickAt = Now + TickInterval;
        WakeAt(_tickAt);
        foreach (TreeLink link in Links.ToArray())
        {
            if (Now - Instant.Max(link.LastReceived, link.Since) > SilenceMax)
            {
                Close(link);
                HandleLost(link);
            }
            else
            {
                Send(link, PlainKind.Ping, 0, 0, []);
            }
        }

        if (_parent is null && !_isAsking && !IsSource) Search(_ancestors);
    }

    private void HandleJoin(TreeLink link)
    {
        foreach (TreeLink old in Links.ToArray())
        {
            if (old != link && old.Role == TreeRole.Child && old.Number == link.Number)
                Close(old); // it would not ask if it still heard us there
        }

        var children = Links.Where(other => other.Role == TreeRole.Child).OrderBy(child => child.Below).ToList();
        bool isLoop = Array.IndexOf(_ancestors, link.Number) >= 0;
        bool isAttached = IsSource || _parent is not null;
        if (!isAttached || isLoop || children.Count >= Stage.Plan.FanOut)
        {
            Send(link, PlainKind.Refuse, 0, 0, isAttached && !isLoop ? [.. children.Select(child => child.Number)] : []);
            return;
        }

        link.Role = TreeRole.Child;
        Send(link, PlainKind.Accept, 0, 0, []);
        TellBelow();
        TellAncestry();
        Push(link);
    }

    private void HandleAncestry(int[] ancestors, int[] siblings)
    {
        _siblings = siblings;
        if (ancestors.AsSpan().SequenceEqual(_ancestors)) return;
        _ancestors = ancestors;
        if (Array.IndexOf(ancestors, Number) >= 0)
        {
            Close(_parent!); // it has just told us so
            LoseParent();
            return;
        }

        TellAncestry();
    }

    private void HandleChunk(PlainMessage message)
    {
        bool isNew = _stock.Add(message.Round, message.Number);
        CountReceived(message.Length, !isNew);
        if (!isNew) return;
        if (_stock.IsWhole(message.Round)) Stage.Arrivals.Arrived(ProtocolStage.ViewerOf(Host), message.Round, Now);
        PushToAll();
    }

    private void LoseParent()
    {
        _parent = null;
        Search([.. _ancestors.Skip(1), .. _siblings]);
    }

    private void Search(IEnumerable<int> known)
    {
        _search.Begin(known);
        AskNext();
    }

    /// <summary>When nobody is left to ask, the next tick begins again.</summary>
    private void AskNext()
    {
        _isAsking = _parent is null && _search.TryTake(out int number) && DialTo(number);

        bool DialTo(int to)
        {
            Dial(to);
            return true;
        }
    }

    private void TellBelow()
    {
        int below = 1;
        foreach (TreeLink link in Links)
            below += link.Role == TreeRole.Child ? link.Below : 0;
        if (_parent is null || below == _toldBelow) return;
        _toldBelow = below;
        Send(_parent, PlainKind.Below, 0, below, []);
    }

    private void TellAncestry()
    {
        int[] children = [.. Links.Where(link => link.Role == TreeRole.Child).Select(link => link.Number)];
        foreach (TreeLink link in Links)
        {
            if (link.Role != TreeRole.Child) continue;
            IEnumerable<int> siblings = children.Where(child => child != link.Number);
            Send(link, PlainKind.Ancestry, 0, 1 + _ancestors.Length, [Number, .. _ancestors, .. siblings]);
        }
    }

    private void PushToAll()
    {
        foreach (TreeLink link in Links)
            Push(link);
    }

    /// <summary>One chunk at a time: what the transport has can no longer be passed over.</summary>
    private void Push(TreeLink link)
    {
        if (link.Role != TreeRole.Child || link.Unsent > 0) return;
        (int round, int chunk) = (link.Round, link.Chunk);
        bool any = _stock.TryNext(ref round, ref chunk);
        (link.Round, link.Chunk) = (round, chunk + (any ? 1 : 0));
        if (any) SendChunk(link, round, chunk);
    }

    private void Send(TreeLink link, PlainKind kind, int round, int number, ReadOnlySpan<int> body) =>
        Send(link, new PlainMessage(kind, round, number, body.Length * sizeof(int)), MemoryMarshal.AsBytes(body));
}
