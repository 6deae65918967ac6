using ScreenShare.Swarm;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Wire;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Chaos.Tests;

/// <summary>What a neighbour without the broadcaster's key may say of content, and what it costs to say anything else.</summary>
public sealed class ContentRuleTests : IDisposable
{
    private readonly Scene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void A_malformed_manifest_costs_the_connection()
    {
        HostilePeer hostile = _scene.ConnectedHostile();

        hostile.SayManifest(Forger.WithBitFlipped(Forger.Draft(_scene.Studio, 5).Sign(_scene.Studio.Keys), at: 0));
        _scene.Exchange();

        _scene.AssertPunished(hostile, ProtocolViolation.MalformedManifest);
    }

    [Theory]
    [InlineData(30)] // the frame's number
    [InlineData(150)] // the chain
    [InlineData(200)] // the signature
    public void A_manifest_whose_signature_does_not_fit_costs_the_connection_and_changes_nothing(int at)
    {
        _scene.ConnectViewerToSource();
        PublishedFrame frame = _scene.Publish();
        HostilePeer hostile = _scene.ConnectedHostile();

        hostile.SayManifest(Forger.WithBitFlipped(frame.Manifest, at));
        _scene.Exchange();

        if (at < 155) // another signature under a known body is not even looked at
            _scene.AssertPunished(hostile, ProtocolViolation.BadSignature);
        _scene.Broadcast(3);
        _scene.AssertPictureIsExact();
    }

    [Fact]
    public void A_manifest_told_again_under_the_twin_of_its_signature_is_the_same_manifest()
    {
        _scene.ConnectViewerToSource();
        PublishedFrame frame = _scene.Publish();
        HostilePeer atViewer = _scene.ConnectedHostile(), atSource = _scene.ConnectedHostile(_scene.Source);

        atViewer.SayManifest(Forger.WithTwinSignature(frame.Manifest));
        atSource.SayManifest(Forger.WithTwinSignature(frame.Manifest));
        _scene.Exchange();

        _scene.Broadcast(3);
        _scene.AssertPictureIsExact();
        Assert.DoesNotContain(_scene.Viewer.Events, happened => happened is NodeEvent.Equivocation);
    }

    [Fact]
    public void An_index_that_rides_along_and_is_not_the_one_committed_to_costs_the_connection()
    {
        HostilePeer hostile = _scene.ConnectedHostile();
        PublishedFrame frame = _scene.Studio.Next();
        byte[] index = frame.Delta!.Index.Bytes.ToArray(); // a first frame has chunks
        index[^1] ^= 1;

        hostile.SayManifest(frame.Manifest, index);
        _scene.Exchange();

        _scene.AssertPunished(hostile, ProtocolViolation.MalformedIndex);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_manifest_told_with_a_wrong_index_or_none_does_not_keep_its_frame_from_being_shown(bool wrong)
    {
        PublishedFrame[] frames = [_scene.Studio.Next(), _scene.Studio.Next(), _scene.Studio.Next()];
        HostilePeer hostile = _scene.ConnectedHostile();
        hostile.SayManifest(frames[0]);
        hostile.SayManifest(frames[1].Manifest, wrong ? new byte[frames[1].Manifest.IndexBytes] : default);
        _scene.Exchange();

        HostilePeer honest = _scene.ConnectedHostile();
        foreach (PublishedFrame frame in frames)
        {
            honest.Learn(frame);
            honest.SayHaves(frame);
        }

        honest.SayManifest(frames[2]);
        _scene.Run(TimeSpan.FromSeconds(1));

        _scene.AssertPictureIsExact();
    }

    [Theory]
    [InlineData(Answer.Garble)]
    [InlineData(Answer.Truncate)]
    public void A_piece_with_the_wrong_hash_costs_the_connection_and_the_chunk_is_fetched_elsewhere(Answer answer)
    {
        PublishedFrame frame = _scene.Studio.Next();
        HostilePeer hostile = _scene.ConnectedHostile();
        hostile.Learn(frame);
        hostile.Answers = _ => answer;
        hostile.SayManifest(frame);
        hostile.SayHaves(frame);
        _scene.Exchange();

        Assert.NotEmpty(hostile.Requested);
        _scene.AssertPunished(hostile, ProtocolViolation.WrongChunkHash);
        HostilePeer honest = _scene.ConnectedHostile();
        honest.Learn(frame);
        honest.SayManifest(frame);
        honest.SayHaves(frame);
        _scene.Run(TimeSpan.FromSeconds(1));

        _scene.AssertPictureIsExact();
        Assert.Equal(1, hostile.Connections); // banned: not dialled again
    }

    [Fact]
    public void A_piece_nobody_asked_for_costs_the_connection_even_if_it_is_right()
    {
        PublishedFrame frame = _scene.Publish();
        HostilePeer hostile = _scene.ConnectedHostile();
        hostile.SayManifest(frame);

        hostile.SayPiece(hostile.Id(ChunkKind.DeltaIndex, frame.Frame), frame.Delta!.Index.Bytes); // a first frame has chunks
        _scene.Exchange();

        _scene.AssertPunished(hostile, ProtocolViolation.UnrequestedPiece);
    }

    [Fact]
    public void Chunks_sent_unasked_are_taken_and_cost_the_connection_when_too_many_of_them_are_of_no_use()
    {
        PublishedFrame frame = _scene.Studio.Next();
        HostilePeer hostile = _scene.ConnectedHostile();
        hostile.SayManifest(frame);
        byte[] chunk = frame.Delta!.Chunks[0].ToArray(); // a first frame has chunks

        long sent = 0;
        for (; hostile.IsConnected && sent < 2 * SwarmLimits.UselessBytesMax; sent += chunk.Length)
        {
            hostile.SayPiece(hostile.Id(ChunkKind.Delta, frame.Frame), chunk);
            _scene.Exchange();
        }

        Assert.InRange(sent, SwarmLimits.UselessBytesMax, SwarmLimits.UselessBytesMax + (4 * chunk.Length));
        _scene.AssertPunished(hostile, ProtocolViolation.UnrequestedPiece);
    }

    [Fact]
    public void A_chunk_sent_before_its_manifest_is_kept_and_if_it_is_wrong_costs_the_connection_when_that_is_known()
    {
        _scene.ConnectViewerToSource();
        _scene.Publish();
        PublishedFrame next = _scene.Studio.Next();
        HostilePeer hostile = _scene.ConnectedHostile();

        hostile.SayPiece(hostile.Id(ChunkKind.Delta, next.Frame), new byte[100]);
        _scene.Exchange();
        Assert.True(hostile.IsConnected);
        hostile.SayManifest(next);
        _scene.Exchange();

        _scene.AssertPunished(hostile, ProtocolViolation.WrongChunkHash);
    }

    [Fact]
    public void Pieces_of_no_session_are_passed_over()
    {
        HostilePeer hostile = _scene.ConnectedHostile();

        hostile.SayPiece(new ChunkId(new SessionTag(77), TrackId.Full, ChunkKind.Delta, FrameNumber.First, 0), new byte[1000]);
        hostile.SayReject(new ChunkId(new SessionTag(77), TrackId.Full, ChunkKind.Delta, FrameNumber.First, 0));
        _scene.Exchange();

        Assert.True(hostile.IsConnected);
    }

    [Fact]
    public void Requests_beyond_the_limit_cost_the_connection()
    {
        _scene.ConnectViewerToSource();
        for (int i = 0; i < 60; i++)
            _scene.Publish(oneIn: 1); // ten chunks and indexes each
        _scene.Source.Node.SetUploadLimit(1, _scene.Now); // so that requests wait
        HostilePeer hostile = _scene.ConnectedHostile(_scene.Source);

        foreach (ChunkId chunk in Everything(hostile, frames: 60))
            hostile.SayRequest(chunk);
        _scene.Exchange();

        _scene.AssertPunished(hostile, ProtocolViolation.TooManyRequests, _scene.Source);
    }

    [Fact]
    public void One_chunk_asked_for_a_thousand_times_at_once_is_owed_once()
    {
        _scene.ConnectViewerToSource();
        PublishedFrame frame = _scene.Publish();
        HostilePeer hostile = _scene.ConnectedHostile(_scene.Source);

        for (int i = 0; i < 1000; i++)
            hostile.SayRequest(hostile.Id(ChunkKind.Delta, frame.Frame));
        _scene.Exchange();

        Assert.True(hostile.IsConnected);
        Assert.Equal(1, hostile.CountHeard(LiveMessageType.Piece));
    }

    [Fact]
    public void Requests_for_what_is_not_there_are_rejected_one_by_one()
    {
        _scene.ConnectViewerToSource();
        PublishedFrame frame = _scene.Publish();
        HostilePeer hostile = _scene.ConnectedHostile(_scene.Source);
        ChunkId[] absent =
        [
            hostile.Id(ChunkKind.Delta, new FrameNumber(2)),
            hostile.Id(ChunkKind.Delta, frame.Frame, ushort.MaxValue),
            hostile.Id(ChunkKind.DeltaIndex, new FrameNumber(uint.MaxValue)),
            hostile.Id(ChunkKind.KeyFrame, new FrameNumber(uint.MaxValue), ushort.MaxValue),
            hostile.Id(ChunkKind.KeyFrame, frame.Frame, ushort.MaxValue),
            hostile.Id(ChunkKind.KeyFrameIndex, new FrameNumber(9)),
            hostile.Id(ChunkKind.Delta, frame.Frame) with { Track = new TrackId(3) },
            hostile.Id(ChunkKind.Delta, frame.Frame) with { Session = new SessionTag(3) },
        ];

        foreach (ChunkId chunk in absent)
            hostile.SayRequest(chunk);
        _scene.Run(TimeSpan.FromSeconds(1));

        Assert.Equal(absent.Length, hostile.CountHeard(LiveMessageType.Reject));
        Assert.Equal(0, hostile.CountHeard(LiveMessageType.Piece));
        Assert.True(hostile.IsConnected);
    }

    [Theory]
    [InlineData(1, 256)]
    [InlineData(uint.MaxValue - 255, uint.MaxValue)]
    [InlineData(uint.MaxValue, uint.MaxValue)]
    public void Manifests_may_be_asked_for_in_any_range_up_to_the_last_number_there_is(uint first, uint last)
    {
        _scene.ConnectViewerToSource();
        _scene.Publish();
        HostilePeer hostile = _scene.ConnectedHostile(_scene.Source);

        hostile.Say(output => HostilePeer.Writer.ManifestRequest(
            output, new ManifestRequest(_scene.Studio.Id.Tag, TrackId.Full, new FrameNumber(first), new FrameNumber(last))));
        _scene.Exchange();

        Assert.True(hostile.IsConnected);
        Assert.InRange(hostile.CountHeard(LiveMessageType.Manifest), 1, 2); // the newest is told to each newcomer
    }

    private static IEnumerable<ChunkId> Everything(HostilePeer hostile, int frames)
    {
        for (uint f = 1; f <= frames; f++)
        {
            for (int c = 0; c < 20; c++)
                yield return hostile.Id(ChunkKind.Delta, new FrameNumber(f), c);
            yield return hostile.Id(ChunkKind.DeltaIndex, new FrameNumber(f));
        }
    }
}
