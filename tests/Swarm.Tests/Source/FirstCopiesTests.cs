using System.Text;
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

/// <summary>Where the chunks of a frame wait at the source, as a picture: a letter a chunk, a dot for one that waits nowhere.</summary>
public sealed class FirstCopiesTests
{
    private readonly Neighbours _neighbours = new();
    private readonly SourceStripes _stripes = new();
    private readonly SortedDictionary<ConnectionId, Receiver> _receivers = [];
    private readonly FirstCopies _copies;
    private SpreadingFrame _frame;
    private readonly PeerSession _a;
    private readonly PeerSession _b;

    public FirstCopiesTests()
    {
        _neighbours.BeginSession(new SessionTag(1));
        var place = new SourcePlace(new StandingNews());
        var uploader = new Uploader(_neighbours, new ChunkStore(), limitBytesPerSecond: null, Instant.Zero);
        var announcer = new Announcer(_neighbours, uploader, place);
        _copies = new FirstCopies(_neighbours, announcer, uploader, _stripes, _receivers);
        (_a, _b) = (Join(), Join());
        Share(500_000, 500_000);
        _frame = Publish(slots: 800);
    }

    [Fact]
    public void Each_chunk_waits_for_whom_its_stripe_is_given()
    {
        Assert.Equal("babababababababababababababababababab", Waiting());
    }

    [Fact]
    public void What_has_not_left_goes_where_its_stripe_has_moved()
    {
        Leave(_b, 3);
        Share(900_000, 100_000);

        Tick();

        Assert.Equal(".a.a.aaaaaaababaaaaaaaaaaaaababaaaaaa", Waiting());
    }

    [Fact]
    public void What_a_short_frame_consists_of_does_not_move()
    {
        _frame = Publish(slots: 100);
        string before = Waiting();
        Share(900_000, 100_000);

        Tick();

        Assert.Equal(before, Waiting());
    }

    [Fact]
    public void Nothing_moves_to_one_that_has_not_accepted_the_stripe()
    {
        string before = Waiting();
        _a.Says(said => said with { Wanted = Of('a') });
        Share(900_000, 100_000);

        Tick();

        Assert.Equal(before, Waiting());
    }

    [Fact]
    public void What_the_lost_were_sent_is_sent_again_unless_somebody_tells_of_it()
    {
        Leave(_b, 3);
        _a.Haves.Add(_frame.Delta.Frame, 4);
        _receivers.Remove(_b.Connection);
        Share(500_000);

        Tick();

        Assert.Equal("aaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", Waiting());
    }

    private SpreadingFrame Publish(int slots)
    {
        _a.Requests.Clear();
        _b.Requests.Clear();
        (PublishedFrame published, _, _) = Published.TwoFrames(slots);
        var delta = new ChunkSet(ChunkKind.Delta, published.Frame, published.Manifest.IndexBytes, published.Manifest.IndexHash);
        delta.SetIndex(published.Delta!.Index); // a first frame has chunks
        var frame = new SpreadingFrame(new WindowFrame(published.Manifest, delta, Instant.Zero), delta, Instant.Zero);
        for (int chunk = 0; chunk < delta.ChunkCount; chunk++)
            Assert.True(_copies.TrySend(frame, chunk, Instant.Zero, Instant.Zero));
        return frame;
    }

    private void Tick() => _copies.HandleTick(_frame, Instant.Zero);

    private void Share(params uint[] uplinks)
    {
        var candidates = _receivers.Values.ToList();
        foreach ((Receiver receiver, uint uplink) in candidates.Zip(uplinks))
            receiver.Peer.Says(said => said with { UplinkBytesPerSecond = uplink });
        _stripes.Share(candidates, copies: 1);
    }

    private static void Leave(PeerSession peer, int chunks)
    {
        for (int i = 0; i < chunks; i++)
            peer.Requests.Pushes.RemoveFirst();
    }

    /// <summary>The stripes that wait for a receiver.</summary>
    private StripeSet Of(char letter)
    {
        string waiting = Waiting();
        StripeSet stripes = default;
        for (int chunk = 0; chunk < waiting.Length; chunk++)
            stripes = waiting[chunk] == letter ? stripes.With(Stripes.Of(_frame.Delta.Frame, chunk)) : stripes;
        return stripes;
    }

    private string Waiting()
    {
        var picture = new StringBuilder(new string('.', _frame.Delta.ChunkCount));
        foreach ((PeerSession peer, char letter) in new[] { (_a, 'a'), (_b, 'b') })
        {
            for (int i = 0; i < peer.Requests.Pushes.Count; i++)
            {
                int chunk = peer.Requests.Pushes[i].Chunk.Number;
                picture[chunk] = picture[chunk] == '.' ? letter : '2';
            }
        }

        return picture.ToString();
    }

    private PeerSession Join()
    {
        int number = _neighbours.Count + 1;
        var peer = new PeerSession(new ConnectionId(number), PeerAddress.FromIPv4((uint)number, 1), ConnectionSide.Accepted, Instant.Zero)
        {
            Phase = PeerPhase.Open,
            Writer = new LiveMessageWriter(1),
            Company = 1,
        };
        peer.Says(said => said with { TakesOffers = true, Wanted = StripeSet.All });
        _neighbours.Add(peer);
        _receivers.Add(peer.Connection, new Receiver(peer, isFollowing: true, Instant.Zero));
        return peer;
    }
}
