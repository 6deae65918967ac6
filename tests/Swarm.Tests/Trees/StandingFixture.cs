using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Source;
using ScreenShare.Swarm.Trees;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Tests.Trees;

/// <summary>
/// Neighbours and how near to the source they are, as a picture: a line a neighbour (a, b, …), a column a stripe, a digit its depth, a
/// dot none. Time goes on in ticks, and what belongs to a stripe comes once in each.
/// </summary>
internal sealed class StandingFixture
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    private uint _frame = 1;

    public StandingFixture(params string[] depths)
        : this(isSource: false, depths)
    {
    }

    public StandingFixture(int seed, params string[] depths)
        : this(isSource: false, seed, depths)
    {
    }

    public StandingFixture(bool isSource, params string[] depths)
        : this(isSource, seed: 1, depths)
    {
    }

    private StandingFixture(bool isSource, int seed, string[] depths)
    {
        var news = new StandingNews();
        Requests = new StandingRequests(Neighbours, news, new Random(seed));
        Root = new SourcePlace(news);
        ITreePlace place = isSource ? Root : new ViewerPlace(Neighbours, Requests, news);
        Standings = new StandingExchange(Neighbours, place, news);
        foreach (string line in depths)
        {
            int number = Neighbours.Count + 1;
            PeerAddress address = PeerAddress.FromIPv4((uint)number, 1);
            var peer = new PeerSession(new ConnectionId(number), address, ConnectionSide.Dialled, Instant.Zero)
            {
                Phase = PeerPhase.Open,
                Writer = new LiveMessageWriter(1),
            };
            peer.Says(said => said with { Depths = Depths(line) });
            Neighbours.Add(peer);
            Standings.HandlePeerOpen();
        }
    }

    public StandingRequests Requests { get; }

    public StandingExchange Standings { get; }

    /// <summary>The node's place when it is the source.</summary>
    public SourcePlace Root { get; }

    public Neighbours Neighbours { get; } = new();

    public Instant Now { get; private set; } = Instant.Zero + TimeSpan.FromSeconds(100);

    public FrameNumber Frame => new(_frame);

    /// <summary>In the frame there is now.</summary>
    public int ChunkOf(int stripe) => (int)((((long)stripe - (5L * _frame)) % 16 + 16) % 16);

    public PeerSession Peer(char letter) => Neighbours.All[letter - 'a'];

    /// <summary>Of whom each of the first stripes is asked. A capital: asked as well, to take the parent's place once it sends.</summary>
    public string Asked(int stripes)
    {
        Standings.Tell(Now);
        string picture = "";
        for (int stripe = 0; stripe < stripes; stripe++)
        {
            string asked = "";
            foreach (PeerSession peer in Neighbours.All)
            {
                char letter = (char)('a' + peer.Connection.Value - 1);
                if (peer.IsLive && peer.Standing.Ours.Wanted[stripe])
                    asked += Requests.IsParent(peer, stripe) ? letter : char.ToUpperInvariant(letter);
            }

            picture += asked.Length == 0 ? "." : asked;
        }

        return picture;
    }

    /// <summary>Nothing comes meanwhile.</summary>
    public void Pass(double seconds)
    {
        for (Instant end = Now + TimeSpan.FromSeconds(seconds); Now < end;)
        {
            Now += Tick;
            Standings.HandleTick(Now);
        }
    }

    /// <summary>Time between two ticks.</summary>
    public void Wait(TimeSpan time) => Now += time;

    /// <summary>Meanwhile the neighbour sends what belongs to stripe 0, a frame a tick.</summary>
    public void Flow(char from, double seconds)
    {
        for (Instant end = Now + TimeSpan.FromSeconds(seconds); Now < end;)
        {
            Pass(Tick.TotalSeconds);
            Push(from);
        }
    }

    public void Push(char from)
    {
        Peer(from).LastReceived = Now;
        Requests.HandlePushed(Peer(from), Frame, ChunkOf(0), isUseful: true, Now);
        _frame++;
    }

    /// <summary>Tells the neighbours what has changed.</summary>
    public Standing TellTo(char peer)
    {
        Standings.Tell(Now);
        return Peer(peer).Standing.Ours;
    }

    /// <summary>A column a neighbour: a star where this stripe is sent to it, an o where it would be, a dot where it is refused.</summary>
    public string Served(int stripe)
    {
        Standings.Tell(Now);
        string picture = "";
        foreach (PeerSession peer in Neighbours.All)
            picture += peer.Standing.Served[stripe] ? '*' : peer.Standing.Ours.Refused[stripe] ? '.' : 'o';
        return picture;
    }

    /// <summary>Whether stripe 0's chunk may be asked of this one, when a neighbour first told of it then.</summary>
    public bool MayPull(char peer, Instant? told) => Requests.MayPull(Peer(peer), Frame, ChunkOf(0), told, Now);

    public void Tell(char from) => Requests.HandleHeard(Peer(from), Frame, ChunkOf(0), Now);

    public void Say(char peer, Func<Standing, Standing> change)
    {
        Standing said = change(Peer(peer).Standing.Theirs);
        Standings.HandleStanding(Peer(peer), said, Now);
    }

    public void Lose(char letter)
    {
        PeerSession peer = Peer(letter);
        peer.Phase = PeerPhase.Closed;
        Standings.HandleLost(peer, Now);
    }

    public static StripeDepths Depths(string line)
    {
        StripeDepths depths = StripeDepths.Nowhere;
        for (int stripe = 0; stripe < line.Length; stripe++)
            depths = line[stripe] == '.' ? depths : depths.With(stripe, line[stripe] - '0');
        return depths;
    }
}
