using System.Buffers;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Source;
using ScreenShare.Swarm.Tests.Content;
using ScreenShare.Swarm.Tests.Trees;
using ScreenShare.Swarm.Trees;
using ScreenShare.Swarm.Upload;
using ScreenShare.Swarm.Window;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Tests.Source;

/// <summary>Whom the source gives which stripes.</summary>
public sealed class SourceSpreadTests
{
    private readonly Neighbours _neighbours = new();
    private readonly SourcePlace _place;
    private readonly SourceSpread _spread;

    public SourceSpreadTests()
    {
        _place = new SourcePlace(new StandingNews());
        var uploader = new Uploader(_neighbours, new ChunkStore(), limitBytesPerSecond: null, Instant.Zero);
        var announcer = new Announcer(_neighbours, uploader, _place);
        _spread = new SourceSpread(_neighbours, announcer, uploader, _place);
    }

    [Fact]
    public void Newcomers_far_away_keep_their_stripes_until_they_can_have_told_of_their_company()
    {
        PeerSession near = Join();
        PeerSession far = Join();
        StripeSet given = _place.GivenTo(far);
        Assert.False(given.IsEmpty);

        near.Company = 1;
        _spread.HandleStanding(At(0.4));
        _spread.HandleStanding(At(0.99));
        Assert.Equal(given, _place.GivenTo(far));

        far.Company = 1;
        _spread.HandleStanding(At(1.1));
        Assert.Equal(given, _place.GivenTo(far));
    }

    [Fact]
    public void Who_knows_nobody_else_is_given_no_stripes()
    {
        PeerSession near = Join();
        PeerSession alone = Join();

        (near.Company, alone.Company) = (1, 0);
        _spread.HandleStanding(At(1.1));

        Assert.True(_place.GivenTo(alone).IsEmpty);
        Assert.Equal(StripeSet.All, _place.GivenTo(near));
    }

    [Theory]
    [InlineData(false, false)] // the source is late itself: offering anything anew would make everybody later
    [InlineData(true, true)]
    public void What_waits_for_a_slow_reader_alone_keeps_nothing_from_being_offered_anew(bool readsSlowly, bool isOfferedAnew)
    {
        _neighbours.BeginSession(new SessionTag(1));
        PeerSession waiting = Join();
        PeerSession slow = Join();
        (waiting.Company, slow.Company) = (1, 1);
        WantAll(waiting);
        WantAll(slow);
        Session session = Publish();
        Assert.NotEqual(0, slow.Requests.Pushes.Count);
        slow.ReadsSlowly = readsSlowly;
        waiting.Requests.Clear(); // it has all been sent, and is lost on the way
        waiting.Outbox.MoveTo(new ArrayBufferWriter<byte>());

        for (double seconds = 0.05; seconds < 0.8; seconds += 0.05)
            _spread.HandleTick(session, At(seconds));

        Assert.Equal(isOfferedAnew, !waiting.Outbox.IsEmpty);
        Assert.Equal(readsSlowly, _place.GivenTo(slow).IsEmpty); // others have its stripes
    }

    [Fact]
    public void A_frame_waits_for_a_slow_uplink_but_not_for_one_that_reads_nothing_as_long_as_it_stays()
    {
        _neighbours.BeginSession(new SessionTag(1));
        PeerSession stuck = Join();
        Session session = Publish();
        stuck.IsSending = true;
        var chunk = new ChunkId(new SessionTag(1), TrackId.Full, ChunkKind.Delta, FrameNumber.First, 999);
        stuck.Requests.Push(new UploadRequest(chunk, At(1)));

        Tick(from: 0, to: 3);
        Assert.False(_spread.IsIdle);

        Tick(from: 3, to: 6);
        Assert.True(_spread.IsIdle);

        void Tick(double from, double to)
        {
            for (double seconds = from; seconds < to; seconds += 0.05)
                _spread.HandleTick(session, At(seconds));
        }
    }

    private static void WantAll(PeerSession peer) =>
        peer.Says(said => said with { Wanted = StripeSet.All });

    private Session Publish()
    {
        (PublishedFrame published, _, _) = Published.TwoFrames(slots: 40);
        var delta = ChunkSet.FromPacked(ChunkKind.Delta, published.Delta!, published.Manifest.IndexHash); // a first frame has chunks
        _spread.HandlePublish(new WindowFrame(published.Manifest, delta, Instant.Zero), Instant.Zero);
        return new Session(published.Manifest);
    }

    private static Instant At(double seconds) => Instant.Zero + TimeSpan.FromSeconds(seconds);

    private PeerSession Join()
    {
        int number = _neighbours.Count + 1;
        var peer = new PeerSession(new ConnectionId(number), PeerAddress.FromIPv4((uint)number, 1), ConnectionSide.Accepted, Instant.Zero)
        {
            Phase = PeerPhase.Open,
            Writer = new LiveMessageWriter(1),
        };
        peer.Says(said => said with { TakesOffers = true });
        _neighbours.Add(peer);
        _spread.HandlePeerOpen(peer, session: null, Instant.Zero);
        return peer;
    }
}
