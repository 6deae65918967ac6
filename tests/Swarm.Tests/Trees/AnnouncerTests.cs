using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Tests.Content;
using ScreenShare.Swarm.Trees;
using ScreenShare.Swarm.Upload;
using ScreenShare.Swarm.Window;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Tests.Trees;

/// <summary>What becomes of one chunk for each neighbour, a letter each: <c>p</c> it is sent, <c>h</c> a have is, <c>w</c> it is told
/// later, a dot: nothing.</summary>
public sealed class AnnouncerTests
{
    private static readonly FrameNumber Ordinary = new(Announcer.ProbeEveryFrames + 1);
    private static readonly FrameNumber Probe = new(Announcer.ProbeEveryFrames);

    private readonly Neighbours _neighbours = new();
    private readonly StandingRequests _standing;
    private readonly Announcer _announcer;

    public AnnouncerTests()
    {
        _neighbours.BeginSession(new SessionTag(1));
        var news = new StandingNews();
        _standing = new StandingRequests(_neighbours, news, new Random(1));
        var uploader = new Uploader(_neighbours, new ChunkStore(), limitBytesPerSecond: null, Instant.Zero);
        _announcer = new Announcer(_neighbours, uploader, new ViewerPlace(_neighbours, _standing, news));
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
    public void Who_takes_the_frames_it_chooses_is_told_later_of_a_probe_frame_too()
    {
        Add(Probe, chooses: true);
        Add(Probe, mayWait: true);

        Assert.Equal("wh", Tell(Probe));
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
        _standing.HandleHeard(parent, Ordinary, 0, Instant.Zero);
        Assert.True(_standing.IsParent(parent, Stripes.Of(Ordinary, 0)));

        Assert.Equal("h", Tell(Ordinary));
    }

    [Fact]
    public void Who_is_refused_a_stripe_is_told_instead()
    {
        PeerSession peer = Add(Ordinary, wants: true);
        peer.Standing.Told.TryTell(peer.Standing.Ours with { Refused = StripeSet.All }, Instant.Zero);

        Assert.Equal("h", Tell(Ordinary));
    }

    [Fact]
    public void A_frame_is_kept_for_later_once_and_forgotten_when_told()
    {
        PeerSession peer = Add(Ordinary, mayWait: true);
        Tell(Ordinary);
        Tell(Ordinary);
        Assert.Equal((1, Ordinary), (peer.Standing.Untold.Count, peer.Standing.Untold[0]));

        _announcer.HandleTick(new FrameWindow(), Instant.Zero);

        Assert.Equal(0, peer.Standing.Untold.Count);
        Assert.True(_announcer.IsIdle);
        Assert.True(peer.Outbox.IsEmpty); // the frame has left the window
    }

    [Theory]
    [InlineData(1, 4, true, true)] // next to the source, where chunks come faster than manifests
    [InlineData(1, 2, true, false)] // it gets manifests as soon as this chunk
    [InlineData(1, 4, false, false)] // it passes nothing on, so that it can wait
    [InlineData(3, 9, true, false)] // farther off manifests have caught up
    public void Next_to_the_source_a_manifest_goes_before_the_chunk(int ownDepth, int manifestDepth, bool passesOn, bool goes)
    {
        (PublishedFrame published, _, _) = Published.TwoFrames();
        var delta = new ChunkSet(ChunkKind.Delta, published.Frame, published.Manifest.IndexBytes, published.Manifest.IndexHash);
        var frame = new WindowFrame(published.Manifest, delta, Instant.Zero);
        int stripe = Stripes.Of(published.Frame, 0);
        PeerSession parent = Add(published.Frame);
        parent.Says(said => said with { Depths = StripeDepths.Nowhere.With(stripe, ownDepth - 1) });
        _standing.HandleHeard(parent, published.Frame, 0, Instant.Zero);
        PeerSession child = Add(published.Frame, wants: true);
        child.Standing.Heard.TryHear(child.Standing.Theirs with
        {
            Depths = StripeDepths.Nowhere.With(Stripes.Manifests, manifestDepth),
            PassedOn = passesOn ? default(StripeSet).With(stripe) : default,
        }, Instant.Zero);

        _announcer.Chunk(published.Frame, 0, frame, Instant.Zero);
        _announcer.Chunk(published.Frame, 0, frame, Instant.Zero);

        Assert.Equal(goes, child.Manifests.Contains(published.Frame));
        int bytes = child.Outbox.Bytes;
        Assert.Equal(goes, bytes > 0);
        Assert.InRange(bytes, 0, 2 * published.Manifest.Bytes.Length); // once
    }

    [Fact]
    public void Who_has_more_waiting_behind_is_sent_a_chunk_first()
    {
        int stripe = Stripes.Of(Ordinary, 0);
        foreach (int children in new[] { 0, 3, 10, 15, 1 })
        {
            PeerSession peer = Add(Ordinary, wants: true);
            peer.Says(said => said with { Children = default(StripeCounts).With(stripe, children) });
        }

        Tell(Ordinary);

        var inTurn = _neighbours.All.OrderBy(peer => peer.Requests.Pushes[0].Deadline.Ticks)
            .Select(peer => peer.Standing.Theirs.Children[stripe]);
        Assert.Equal([10, 15, 3, 1, 0], inTurn); // beyond ten it makes no difference
    }

    [Fact]
    public void What_was_kept_back_of_a_frame_is_told_when_it_is_whole()
    {
        PeerSession waits = Add(Ordinary, mayWait: true);
        PeerSession other = Add(Ordinary, mayWait: true);
        Tell(Ordinary);
        other.Standing.Untold.Clear();

        _announcer.Whole(new ChunkSet(ChunkKind.Delta, Ordinary, 36, default));

        Assert.Equal(0, waits.Standing.Untold.Count);
        Assert.False(waits.Outbox.IsEmpty);
        Assert.True(other.Outbox.IsEmpty); // nothing of it was kept back from this one
    }

    private PeerSession Add(FrameNumber frame, bool wants = false, bool mayWait = false, bool chooses = false)
    {
        int number = _neighbours.Count + 1;
        var peer = new PeerSession(new ConnectionId(number), PeerAddress.FromIPv4((uint)number, 1), ConnectionSide.Dialled, Instant.Zero)
        {
            Phase = PeerPhase.Open,
            Writer = new LiveMessageWriter(1),
        };
        peer.Standing.Heard.TryHear(peer.Standing.Theirs with
        {
            Wanted = wants ? default(StripeSet).With(Stripes.Of(frame, 0)) : default,
            HavesMayWait = mayWait || chooses,
            TakesOffers = mayWait,
        }, Instant.Zero);
        _neighbours.Add(peer);
        return peer;
    }

    private string Tell(FrameNumber frame)
    {
        _announcer.Chunk(frame, number: 0, of: null, Instant.Zero);
        return string.Concat(_neighbours.All.Select(Seen));
    }

    private static string Seen(PeerSession peer)
    {
        string seen = peer.Requests.Pushes.Count > 0 ? "p" : "";
        seen += peer.Outbox.IsEmpty ? "" : "h";
        seen += peer.Standing.Untold.Count > 0 ? "w" : "";
        return seen.Length == 0 ? "." : seen;
    }
}
