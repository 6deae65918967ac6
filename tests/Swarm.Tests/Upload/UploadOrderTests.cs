using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Tests.Node;
using ScreenShare.Swarm.Upload;
using ScreenShare.Swarm.Window;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Tests.Upload;

/// <summary>Between what one peer is sent unasked and what it has asked for and can show nothing without, within a credit.</summary>
public sealed class UploadOrderTests : IDisposable
{
    private const int CreditBytes = 100_000;

    /// <summary>The frames are older than what anybody is to show next.</summary>
    private static readonly Instant Now = Instant.Zero + TimeSpan.FromSeconds(5);

    private readonly Studio _studio = new();
    private readonly Neighbours _neighbours = new();
    private readonly UploadOrder _order;
    private readonly PeerSession _peer;
    private readonly PeerSession _other;

    public UploadOrderTests()
    {
        PublishedFrame first = _studio.Next();
        var session = new Session(first.Manifest);
        var store = new ChunkStore();
        store.Begin(session);
        _neighbours.BeginSession(session.Tag);
        foreach (PublishedFrame frame in new[] { first, _studio.Next(), _studio.Next() })
        {
            var delta = ChunkSet.FromPacked(ChunkKind.Delta, frame.Delta!, frame.Manifest.IndexHash); // each frame has chunks
            session.Window.Add(new WindowFrame(frame.Manifest, delta, Instant.Zero));
        }

        _order = new UploadOrder(_neighbours, store) { AskedFirstLeft = CreditBytes };
        (_peer, _other) = (Join(), Join());
    }

    [Fact]
    public void What_a_peer_has_asked_for_goes_before_what_comes_after_it()
    {
        Push(_peer, frame: 2);
        Ask(_peer, frame: 1);

        Assert.Equal((_peer, Turn.InPlace), Next());
    }

    [Fact]
    public void What_is_newer_than_what_it_is_sent_unasked_waits()
    {
        Push(_peer, frame: 2);
        Ask(_peer, frame: 3);

        Assert.Equal((_peer, Turn.Pushed), Next());
    }

    [Fact]
    public void It_takes_nobody_elses_place()
    {
        Push(_other, frame: 2);
        Ask(_peer, frame: 1);

        Assert.Equal((_other, Turn.Pushed), Next());
    }

    [Fact]
    public void When_the_credit_is_used_up_what_is_sent_unasked_goes_first_again()
    {
        Push(_peer, frame: 2);
        Ask(_peer, frame: 1);

        _order.HandleAskedSent(_peer, CreditBytes, Turn.InPlace, Now);

        Assert.Equal((_peer, Turn.Pushed), Next());
    }

    [Fact]
    public void What_goes_in_place_of_its_own_costs_it_no_turn_among_others_and_others_no_share()
    {
        Push(_peer, frame: 2);
        Ask(_peer, frame: 1);
        Ask(_other, frame: 1, isUrgent: true);
        int before = _peer.Requests.Deficit;

        _order.HandleAskedSent(_peer, CreditBytes, Turn.InPlace, Now); // more than what askers may have at once

        Assert.Equal(before, _peer.Requests.Deficit);
        Assert.Equal((_other, Turn.Urgent), Next());
    }

    public void Dispose() => _studio.Dispose();

    private (PeerSession? Peer, Turn Turn) Next() => (_order.Next(out Turn turn, Now), turn);

    private void Push(PeerSession peer, uint frame) => peer.Requests.Push(new UploadRequest(Chunk(frame), Now));

    private void Ask(PeerSession peer, uint frame, bool isUrgent = false)
    {
        Instant due = isUrgent ? Now - TimeSpan.FromSeconds(1) : _order.DueOf(Chunk(frame), Now);
        peer.Requests.Ask(new UploadRequest(Chunk(frame), Now) { Due = due });
        _order.HandleAsked(peer);
    }

    private ChunkId Chunk(uint frame) => new(_neighbours.Session, TrackId.Full, ChunkKind.Delta, new FrameNumber(frame), 0);

    private PeerSession Join()
    {
        int number = _neighbours.Count + 1;
        var peer = new PeerSession(new ConnectionId(number), PeerAddress.FromIPv4((uint)number, 1), ConnectionSide.Accepted, Instant.Zero)
        {
            Phase = PeerPhase.Open,
            Writer = new LiveMessageWriter(1),
        };
        _neighbours.Add(peer);
        return peer;
    }
}
