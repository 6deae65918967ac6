using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Download;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Tests.Content;
using ScreenShare.Swarm.Trees;
using ScreenShare.Swarm.Trust;
using ScreenShare.Swarm.Window;
using ScreenShare.Swarm.Wire;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Tests.Download;

/// <summary>Pieces that come by a standing request: before and after what proves them, right and wrong.</summary>
public sealed class UnaskedPiecesTests : IDisposable
{
    private readonly PublishedFrame _frame;
    private readonly PublishedFrame _next;
    private readonly ChunkSet _delta;
    private readonly ContentVerifier _verifier = new();
    private readonly Neighbours _neighbours = new();
    private readonly StandingRequests _standing;
    private readonly Downloader _downloader;
    private readonly PeerSession _peer;
    private readonly FrameWindow _window = new();
    private readonly int _slots;
    private Instant _now;

    public UnaskedPiecesTests()
    {
        _neighbours.BeginSession(new SessionTag(1));
        (_frame, _next, StreamParameters parameters) = Published.TwoFrames();
        _delta = new ChunkSet(ChunkKind.Delta, _frame.Frame, _frame.Manifest.IndexBytes, _frame.Manifest.IndexHash);
        _delta.Hold();
        _slots = parameters.SlotCount;
        _standing = new StandingRequests(_neighbours, new StandingNews(), new Random(1));
        _downloader = new Downloader(
            _neighbours, _verifier, new ChunkPool(poisons: true), _standing, new DownloadLimit(null, Instant.Zero), new Random(1));
        _downloader.HandleSession(_window, parameters);
        _peer = Meet(1);
        _peer.Standing.Told.TryTell(_peer.Standing.Ours with { Wanted = StripeSet.All }, Instant.Zero);
    }

    [Fact]
    public void A_piece_is_kept_when_its_index_is_there()
    {
        ManifestComes();
        IndexComes();

        Assert.Equal(ProtocolViolation.None, Send(0));

        Assert.True(_delta.Held[0]);
        Assert.True(_downloader.TryTakeArrived(out _, out int number));
        Assert.Equal(0, number);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void One_that_comes_before_its_index_counts_when_the_index_has_come(bool isManifestThere)
    {
        if (isManifestThere) ManifestComes();
        Assert.Equal(ProtocolViolation.None, Send(0));
        Assert.False(_downloader.TryTakeArrived(out _, out _));
        if (!isManifestThere) ManifestComes();

        IndexComes();

        Assert.True(_delta.Held[0]);
        Assert.False(_downloader.TryTakeLiar(out _));
    }

    [Fact]
    public void One_whose_manifest_was_overtaken_by_the_next_waits_for_it()
    {
        _window.Add(new WindowFrame(_next.Manifest, delta: null, Instant.Zero));

        Assert.Equal(ProtocolViolation.None, Send(0));
        ManifestComes();
        IndexComes();

        Assert.True(_delta.Held[0]);
        Assert.Equal(0, _peer.Standing.Unasked.Useless);
    }

    [Fact]
    public void One_of_a_frame_that_has_left_the_window_does_not_wait()
    {
        _window.Add(new WindowFrame(_next.Manifest, delta: null, Instant.Zero));
        _window.Trim(_next.Frame);

        Assert.Equal(ProtocolViolation.None, Send(0));

        Assert.Equal(_frame.Delta!.Chunks[0].Length, _peer.Standing.Unasked.Useless); // a first frame has chunks
    }

    [Fact]
    public void A_wrong_one_that_came_early_names_its_sender_when_the_index_has_come()
    {
        byte[] wrong = _frame.Delta!.Chunks[0].ToArray(); // a first frame has chunks
        wrong[^1] ^= 1;
        Assert.Equal(ProtocolViolation.None, Send(0, wrong));

        ManifestComes();
        IndexComes();

        Assert.False(_delta.Held[0]);
        Assert.True(_downloader.TryTakeLiar(out PeerSession? liar));
        Assert.Equal(_peer, liar);
    }

    [Fact]
    public void A_chunk_the_frame_does_not_have_names_its_sender_too()
    {
        int chunks = _frame.Delta!.Chunks.Length; // a first frame has chunks
        Send((ushort)chunks, [1, 2, 3]);

        ManifestComes();
        IndexComes();

        Assert.True(_downloader.TryTakeLiar(out _));
    }

    [Fact]
    public void A_wrong_one_is_a_violation_at_once_where_the_index_is_there()
    {
        ManifestComes();
        IndexComes();

        Assert.Equal(ProtocolViolation.WrongChunkHash, Send(0, [1, 2, 3]));
    }

    [Fact]
    public void One_of_a_stripe_that_was_never_asked_for_is_a_violation()
    {
        var stranger = new PeerSession(new ConnectionId(2), PeerAddress.FromIPv4(2, 1), ConnectionSide.Dialled, Instant.Zero);

        Assert.Equal(ProtocolViolation.UnrequestedPiece, _downloader.HandlePiece(stranger, Id(0), [1], Instant.Zero));
    }

    [Fact]
    public void What_was_on_its_way_when_the_stripe_was_taken_back_is_no_offence()
    {
        _peer.Standing.Told.TryTell(_peer.Standing.Ours with { Wanted = default }, Instant.Zero);

        Assert.Equal(ProtocolViolation.None, Send(0));
    }

    [Fact]
    public void An_index_that_was_asked_for_and_taken_back_may_come_after_other_pieces()
    {
        ManifestComes();
        _peer.Haves.Add(_frame.Frame, 0);
        _downloader.WantIndex(_delta, Instant.Zero + TimeSpan.FromSeconds(9), Instant.Zero);
        _now = Instant.Zero + TimeSpan.FromSeconds(5); // long overdue by its own way
        _downloader.HandleTick(_now);
        ChunkId index = Assert.Single(_peer.Pipeline.Requests).Chunk;

        _peer.Pipeline.Cancel(index);
        IndexComes(); // with its manifest, from elsewhere
        Assert.Equal(ProtocolViolation.None, Send(0));

        Assert.Equal(ProtocolViolation.None, _downloader.HandlePiece(_peer, index, _frame.Delta!.Index.Bytes.Span, _now));
    }

    [Fact]
    public void Pieces_too_far_ahead_too_long_or_there_already_are_of_no_use()
    {
        ChunkId far = Id(0) with { Frame = new FrameNumber(SwarmLimits.EarlyFramesMax + 1) };
        Assert.Equal(ProtocolViolation.None, _downloader.HandlePiece(_peer, far, [1], Instant.Zero));
        Send(0, new byte[StreamParameters.ChunkCapacityUsual + 1]);
        Assert.Equal(StreamParameters.ChunkCapacityUsual + 2, _peer.Standing.Unasked.Useless);

        Send(0);
        Send(0);

        int bytes = _frame.Delta!.Chunks[0].Length; // a first frame has chunks
        Assert.Equal(StreamParameters.ChunkCapacityUsual + 2 + bytes, _peer.Standing.Unasked.Useless);
        Assert.Equal(bytes, _peer.Standing.Unasked.Useful);
    }

    [Fact]
    public void An_honest_one_that_finds_no_room_before_its_index_is_held_against_nobody()
    {
        _standing.HandleHeard(_peer, _frame.Frame, 0, _now); // so it is the parent
        _now += TimeSpan.FromSeconds(5);
        FillWithEarlyOnes();
        PeerSession faster = Meet(2); // that would take its place after a few strikes
        for (int i = 0; i < 100; i++)
            _peer.Standing.Promises.HandleLag(10 * faster.Standing.Promises.Lag);
        _standing.HandleHeard(faster, _frame.Frame, 0, _now);

        for (int i = 0; i < 4; i++)
            Assert.Equal(ProtocolViolation.None, Send(0));

        Assert.False(_standing.WantedOf(faster)[Stripes.Of(_frame.Frame, 0)]);
        Assert.Equal(0, _peer.Standing.Unasked.Useless);
        Assert.Equal(0, _downloader.DuplicateBytes);
        Assert.True(_peer.Haves.Has(ChunkKind.Delta, _frame.Frame, 0)); // so it can be asked for
        ManifestComes();
        IndexComes();
        Assert.False(_delta.Held[0]); // and must be
    }

    [Fact]
    public void Even_so_no_more_may_come_than_a_bound()
    {
        FillWithEarlyOnes();
        byte[] bytes = new byte[StreamParameters.ChunkCapacityUsual];
        long sent = 0;
        ProtocolViolation violation = ProtocolViolation.None;

        while (violation == ProtocolViolation.None && sent <= 2 * SwarmLimits.UselessBytesMax)
        {
            violation = Send(0, bytes);
            sent += bytes.Length;
        }

        Assert.Equal(ProtocolViolation.UnrequestedPiece, violation);
    }

    public void Dispose() => _verifier.Dispose();

    private PeerSession Meet(int number)
    {
        PeerAddress address = PeerAddress.FromIPv4((uint)number, 1);
        var peer = new PeerSession(new ConnectionId(number), address, ConnectionSide.Dialled, Instant.Zero)
        {
            Phase = PeerPhase.Open,
            Writer = new LiveMessageWriter(1),
        };
        _neighbours.Add(peer);
        return peer;
    }

    private void FillWithEarlyOnes()
    {
        byte[] bytes = new byte[StreamParameters.ChunkCapacityUsual];
        for (int i = 0; i < SwarmLimits.EarlyBytesMax / bytes.Length; i++)
        {
            ChunkId ahead = Id((ushort)(i % _slots)) with { Frame = new FrameNumber(_frame.Frame.Value + 1 + (uint)(i / _slots)) };
            Assert.Equal(ProtocolViolation.None, _downloader.HandlePiece(_peer, ahead, bytes, _now));
        }
    }

    private void ManifestComes() => _window.Add(new WindowFrame(_frame.Manifest, _delta, Instant.Zero));

    private void IndexComes()
    {
        _delta.SetIndex(_frame.Delta!.Index); // a first frame has chunks
        _downloader.HandleIndexed(_delta);
    }

    private ProtocolViolation Send(ushort number, byte[]? bytes = null) =>
        _downloader.HandlePiece(_peer, Id(number), bytes ?? _frame.Delta!.Chunks[number].Span, _now); // as above

    private ChunkId Id(ushort number) => new(_neighbours.Session, TrackId.Full, ChunkKind.Delta, _frame.Frame, number);
}
