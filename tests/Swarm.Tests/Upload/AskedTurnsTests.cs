using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Upload;

namespace ScreenShare.Swarm.Tests.Upload;

public sealed class AskedTurnsTests
{
    private readonly AskedTurns _turns = new();
    private readonly PeerSession[] _peers = [.. Enumerable.Range(1, 3).Select(Waiting)];

    [Fact]
    public void By_bytes_all_have_the_same_however_long_their_pieces_are()
    {
        foreach (PeerSession peer in _peers)
            _turns.Add(peer);
        int[] pieceBytes = [100, 16_000, 32_000];

        int[] sent = Run(3_000_000, peer => pieceBytes[peer.Connection.Value - 1]);

        Assert.All(sent, bytes => Assert.InRange(bytes, 950_000, 1_050_000));
    }

    [Fact]
    public void Who_asks_for_one_piece_at_a_time_has_no_more_than_who_has_asked_for_all_at_once()
    {
        foreach (PeerSession peer in _peers)
            _turns.Add(peer);

        int[] sent = Run(3_000_000, _ => 30_000, peer =>
        {
            if (peer != _peers[0]) return;
            UploadRequest asked = peer.Requests.Asked.First;
            peer.Requests.Take(asked.Chunk);
            _turns.Next((each, _) => each.Requests.Asked.Count > 0, Instant.Zero); // it is seen to wait for nothing
            peer.Requests.Ask(asked);
            _turns.Add(peer);
        });

        Assert.InRange(sent[0], 0, 1_050_000);
    }

    [Fact]
    public void Who_is_gone_has_no_turn_though_nobody_has_looked_whose_it_is()
    {
        foreach (PeerSession peer in _peers)
            _turns.Add(peer);

        _turns.Remove(_peers[0].Connection);

        Assert.False(_peers[0].Requests.HasTurn);
        Assert.Equal(_peers[1], _turns.Next((_, _) => true, Instant.Zero));
    }

    [Fact]
    public void Who_cannot_be_sent_anything_holds_nobody_up()
    {
        foreach (PeerSession peer in _peers)
            _turns.Add(peer);

        PeerSession?[] next = [.. Enumerable.Range(0, 4).Select(_ =>
        {
            PeerSession? peer = _turns.Next((each, _) => each != _peers[0], Instant.Zero);
            _turns.Spend(peer!, 16_384);
            return peer;
        })];

        Assert.Equal([_peers[1], _peers[2], _peers[1], _peers[2]], next);
        Assert.Null(_turns.Next((_, _) => false, Instant.Zero));
    }

    private int[] Run(int bytes, Func<PeerSession, int> pieceBytes, Action<PeerSession>? then = null)
    {
        var sent = new int[_peers.Length];
        while (sent.Sum() < bytes)
        {
            PeerSession peer = _turns.Next((each, _) => each.Requests.Asked.Count > 0, Instant.Zero)!; // all wait
            sent[peer.Connection.Value - 1] += pieceBytes(peer);
            _turns.Spend(peer, pieceBytes(peer));
            then?.Invoke(peer);
        }

        return sent;
    }

    private static PeerSession Waiting(int number)
    {
        var peer = new PeerSession(new ConnectionId(number), PeerAddress.FromIPv4((uint)number, 1), ConnectionSide.Accepted, Instant.Zero);
        var chunk = new ChunkId(new SessionTag(1), TrackId.Full, ChunkKind.Delta, FrameNumber.First, 0);
        peer.Requests.Ask(new UploadRequest(chunk, Instant.Zero));
        return peer;
    }
}
