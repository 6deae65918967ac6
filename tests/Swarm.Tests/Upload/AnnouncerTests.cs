using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Download;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Playout;
using ScreenShare.Swarm.Upload;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Tests.Upload;

/// <summary>What becomes of one chunk for each neighbour, a letter each: <c>p</c> it is sent, <c>h</c> a have is, <c>w</c> it is told
/// later, a dot: nothing.</summary>
public sealed class AnnouncerTests
{
    private static readonly FrameNumber Ordinary = new(Announcer.ProbeEveryFrames + 1);
    private static readonly FrameNumber Probe = new(Announcer.ProbeEveryFrames);

    private readonly Neighbours _neighbours = new() { Session = new SessionTag(1) };
    private readonly StandingRequests _standing;
    private readonly Announcer _announcer;

    public AnnouncerTests()
    {
        _standing = new StandingRequests(_neighbours, isSource: false, new Random(1));
        var uploader = new Uploader(_neighbours, new ChunkStore(), limitBytesPerSecond: null, Instant.Zero);
        _announcer = new Announcer(_neighbours, uploader, _standing, isSource: false);
    }

    [Fact]
    public void A_chunk_goes_to_who_asked_for_its_stripe_and_who_must_be_told_is_told()
    {
        Add(Ordinary, wants: true);
        Add(Ordinary);
        Add(Ordinary, mayWait: true);

        Assert.Equal("phw", Tell(Ordinary));
        Assert.False(_announcer.IsIdle);
    }

    [Fact]
    public void In_a_probe_frame_haves_do_not_wait()
    {
        Add(Probe, wants: true);
        Add(Probe);
        Add(Probe, mayWait: true);

        Assert.Equal("phh", Tell(Probe));
        Assert.True(_announcer.IsIdle);
    }

    [Fact]
    public void Who_has_it_is_sent_nothing_and_told_at_leisure_at_most()
    {
        Add(Ordinary, wants: true);
        Add(Ordinary);
        Add(Ordinary, mayWait: true);
        foreach (PeerSession peer in _neighbours.All)
            peer.Haves.Add(Ordinary, 0);

        Assert.Equal("..w", Tell(Ordinary));
    }

    [Fact]
    public void The_parent_is_told_at_once_lest_it_sends_what_is_here()
    {
        PeerSession parent = Add(Ordinary, mayWait: true);
        _standing.HandleTold(parent, Ordinary, 0, Instant.Zero);
        Assert.True(_standing.IsParent(parent, Stripes.Of(Ordinary, 0)));

        Assert.Equal("h", Tell(Ordinary));
    }

    [Fact]
    public void Who_is_refused_a_stripe_is_told_instead()
    {
        PeerSession peer = Add(Ordinary, wants: true);
        peer.Standing.Tell(peer.Standing.Ours with { Refused = StripeSet.All });

        Assert.Equal("h", Tell(Ordinary));
    }

    [Fact]
    public void A_frame_is_kept_for_later_once_and_forgotten_when_told()
    {
        PeerSession peer = Add(Ordinary, mayWait: true);
        Tell(Ordinary);
        Tell(Ordinary);
        Assert.Equal([Ordinary], peer.Standing.Untold);

        _announcer.HandleTick(new FrameWindow(), Instant.Zero);

        Assert.Empty(peer.Standing.Untold);
        Assert.True(_announcer.IsIdle);
        Assert.True(peer.Outbox.IsEmpty); // the frame has left the window
    }

    private PeerSession Add(FrameNumber frame, bool wants = false, bool mayWait = false)
    {
        int number = _neighbours.Count + 1;
        var peer = new PeerSession(new ConnectionId(number), PeerAddress.FromIPv4((uint)number, 1), ConnectionSide.Dialled, Instant.Zero)
        {
            Phase = PeerPhase.Open,
            Writer = new LiveMessageWriter(1),
        };
        peer.Standing.Theirs = peer.Standing.Theirs with
        {
            Wanted = wants ? default(StripeSet).With(Stripes.Of(frame, 0)) : default,
            HavesMayWait = mayWait,
        };
        _neighbours.Add(peer);
        return peer;
    }

    private string Tell(FrameNumber frame)
    {
        _announcer.Chunk(frame, number: 0, Instant.Zero);
        return string.Concat(_neighbours.All.Select(Seen));
    }

    private static string Seen(PeerSession peer)
    {
        string seen = peer.Requests.Count > 0 ? "p" : "";
        seen += peer.Outbox.IsEmpty ? "" : "h";
        seen += peer.Standing.Untold.Count > 0 ? "w" : "";
        return seen.Length == 0 ? "." : seen;
    }
}
