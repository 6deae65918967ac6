using ScreenShare.Swarm;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Tests.Node;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Chaos.Tests;

/// <summary>Neighbours that promise and do not keep it: the picture comes from elsewhere, in time and with few requests.</summary>
public sealed class SupplyTests : IDisposable
{
    private readonly Scene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void The_chunks_a_silent_peer_took_are_fetched_elsewhere_before_the_second_is_over()
    {
        HostilePeer silent = _scene.ConnectedHostile();
        silent.Answers = static _ => Answer.Ignore;
        PublishedFrame frame = _scene.Studio.Next();
        silent.SayManifest(frame);
        silent.SayHaves(frame);
        _scene.Exchange();
        Assert.NotEmpty(silent.Requested);

        HostilePeer honest = Teach(frame);
        _scene.Run(TimeSpan.FromMilliseconds(1100));

        _scene.AssertPictureIsExact();
        Assert.NotEmpty(honest.Requested);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_broadcast_goes_on_in_time_beside_peers_that_take_requests_and_never_send_a_piece(bool rejectWhenCancelled)
    {
        _scene.ConnectViewerToSource();
        HostilePeer[] silent = [.. Enumerable.Range(0, 3).Select(_ => _scene.ConnectedHostile())];
        foreach (HostilePeer peer in silent)
        {
            peer.Answers = static _ => Answer.Ignore;
            peer.Hears = (type, body) =>
            {
                if (rejectWhenCancelled && type == LiveMessageType.Cancel && Cancel.TryRead(body, out Cancel cancelled))
                    peer.SayReject(cancelled.Chunk);
            };
        }

        for (int i = 0; i < 150; i++)
        {
            PublishedFrame frame = _scene.Publish();
            foreach (HostilePeer peer in silent)
            {
                peer.SayManifest(frame);
                peer.SayHaves(frame);
            }
        }

        _scene.Run(TimeSpan.FromSeconds(2));

        _scene.AssertPictureIsExact();
        Assert.True(_scene.Viewer.Frames.Count > 75, $"{_scene.Viewer.Frames.Count} of 150 frames were shown.");
    }

    [Fact]
    public void A_peer_that_rejects_all_it_announced_is_asked_once_for_each_chunk_and_then_a_few_times_a_tick()
    {
        HostilePeer refuser = _scene.ConnectedHostile();
        refuser.Answers = static _ => Answer.Reject;
        PublishedFrame frame = _scene.Studio.Next();
        refuser.SayManifest(frame);
        refuser.SayHaves(frame);
        refuser.SayKeyHave(frame.Frame);

        _scene.Exchange();
        Assert.InRange(refuser.Requested.Count, 1, 2 * frame.Delta!.Chunks.Length); // a first frame has chunks
        for (int tick = 0; tick < 60; tick++)
        {
            int before = refuser.Requested.Count;
            _scene.Run(SwarmLimits.TickInterval);
            Assert.InRange(refuser.Requested.Count - before, 0, SwarmLimits.AsksOnSpecPerTick);
        }

        Teach(frame);
        _scene.Run(TimeSpan.FromSeconds(1));
        _scene.AssertPictureIsExact();
    }

    [Fact]
    public void A_peer_that_announces_again_whatever_it_rejects_gets_no_more_than_a_request_for_each_announcement()
    {
        HostilePeer refuser = _scene.ConnectedHostile();
        refuser.Answers = static _ => Answer.Reject;
        PublishedFrame frame = _scene.Studio.Next();
        int announced = 0;
        refuser.Hears = (type, body) =>
        {
            if (type != LiveMessageType.Request || announced >= 5000 || !Request.TryRead(body, out Request request)) return;
            announced++;
            refuser.SayHave(request.Chunk.Frame, request.Chunk.Number);
        };
        refuser.SayManifest(frame);
        refuser.SayHaves(frame);
        _scene.Exchange();

        Assert.InRange(refuser.Requested.Count, 1, 5000 + frame.Delta!.Chunks.Length);
        Teach(frame);
        _scene.Run(TimeSpan.FromSeconds(1));
        _scene.AssertPictureIsExact();
    }

    [Fact]
    public void An_only_supplier_that_was_silent_for_a_while_is_asked_again_once_it_answers()
    {
        HostilePeer pausing = _scene.ConnectedHostile();
        bool sleeps = true;
        var late = new List<ChunkId>();
        pausing.Answers = chunk =>
        {
            if (sleeps) late.Add(chunk);
            return sleeps ? Answer.Ignore : Answer.Serve;
        };
        PublishedFrame frame = _scene.Studio.Next();
        pausing.Learn(frame);
        pausing.SayManifest(frame);
        pausing.SayHaves(frame);
        _scene.Run(TimeSpan.FromMilliseconds(1500));
        Assert.Empty(_scene.Viewer.Frames);

        sleeps = false;
        foreach (ChunkId chunk in late)
            pausing.SayReject(chunk); // all were cancelled meanwhile, and a cancelled request is answered by a reject
        KeepAlive(pausing, TimeSpan.FromSeconds(3));

        _scene.AssertPictureIsExact();
    }

    [Fact]
    public void A_supplier_whose_answers_come_late_is_believed_again_when_they_come()
    {
        HostilePeer slow = _scene.ConnectedHostile();
        bool sleeps = true;
        var late = new List<ChunkId>();
        slow.Answers = chunk =>
        {
            if (sleeps) late.Add(chunk);
            return sleeps ? Answer.Ignore : Answer.Serve;
        };
        PublishedFrame frame = _scene.Studio.Next();
        slow.Learn(frame);
        slow.SayManifest(frame);
        slow.SayHaves(frame);
        _scene.Run(TimeSpan.FromMilliseconds(1500));

        sleeps = false;
        foreach (ChunkId chunk in late)
            slow.SayPiece(chunk, frame.Delta!.Chunks[chunk.Number]); // a first frame has chunks
        KeepAlive(slow, TimeSpan.FromSeconds(1));

        _scene.AssertPictureIsExact();
    }

    [Fact]
    public void Peers_that_ask_and_do_not_read_hold_up_nobody_else()
    {
        _scene.ConnectViewerToSource();
        PublishedFrame first = _scene.Publish();
        HostilePeer[] clogged = [.. Enumerable.Range(0, 4).Select(_ => _scene.ConnectedHostile(_scene.Source))];
        foreach (HostilePeer peer in clogged)
        {
            peer.Cable!.Reads = false; // connected above
            for (int c = 0; c < first.Delta!.Chunks.Length; c++) // a first frame has chunks
                peer.SayRequest(peer.Id(ChunkKind.Delta, first.Frame, c));
        }

        int shown = _scene.Viewer.Frames.Count;
        for (int i = 0; i < 90; i++)
        {
            foreach (HostilePeer peer in clogged)
                peer.Say(new byte[4]);
            _scene.Publish();
        }

        Assert.True(_scene.Viewer.Frames.Count - shown > 60, $"{_scene.Viewer.Frames.Count - shown} of 90 frames were shown.");
        _scene.AssertPictureIsExact();
    }

    [Fact]
    public void A_liar_about_key_frames_does_not_keep_a_joiner_from_the_ones_there_are()
    {
        PublishedFrame[] frames = [.. Enumerable.Range(0, 70).Select(_ => _scene.Studio.Next())];
        HostilePeer liar = _scene.ConnectedHostile();
        liar.SayManifest(frames[^1]);
        HostilePeer honest = _scene.ConnectedHostile();
        foreach (PublishedFrame frame in frames)
            honest.Learn(frame);
        honest.Hears = (type, body) => Manifests(honest, frames, type, body);

        // The honest one has only the key frame before the newest, whose manifest has to be asked for.
        PublishedFrame before = frames.Where(frame => frame.KeyFrame is not null).SkipLast(1).Last();
        honest.SayKeyHave(before.Frame);
        foreach (PublishedFrame frame in frames.Where(frame => frame.Frame > before.Frame))
            honest.SayHaves(frame);
        for (int i = 0; i < 30; i++)
        {
            liar.SayKeyHave(new FrameNumber(4_000_000_000 + (uint)i));
            honest.Say(new byte[4]);
            _scene.Run(TimeSpan.FromMilliseconds(100));
        }

        _scene.AssertPictureIsExact();
    }

    [Fact]
    public void A_joiner_that_pinned_a_key_frame_only_a_silent_peer_claims_takes_another()
    {
        PublishedFrame[] frames = [.. Enumerable.Range(0, 70).Select(_ => _scene.Studio.Next())];
        PublishedFrame newest = frames.Last(frame => frame.KeyFrame is not null);
        HostilePeer liar = _scene.ConnectedHostile();
        liar.Answers = static _ => Answer.Ignore;
        liar.SayManifest(frames[^1]);
        liar.SayKeyHave(newest.Frame);
        _scene.Exchange();
        Assert.NotEmpty(liar.Requested);

        HostilePeer honest = _scene.ConnectedHostile();
        honest.Hears = (type, body) => Manifests(honest, frames, type, body);
        foreach (PublishedFrame frame in frames)
            honest.Learn(frame);
        PublishedFrame before = frames.Where(frame => frame.KeyFrame is not null).SkipLast(1).Last();
        foreach (PublishedFrame frame in frames.Where(frame => frame.Frame >= before.Frame))
            honest.SayManifest(frame);
        honest.SayKeyHave(before.Frame);
        foreach (PublishedFrame frame in frames.Where(frame => frame.Frame > before.Frame))
            honest.SayHaves(frame);
        for (int i = 0; i < 30; i++)
        {
            liar.SayKeyHave(newest.Frame);
            honest.Say(new byte[4]);
            _scene.Run(TimeSpan.FromMilliseconds(100));
        }

        _scene.AssertPictureIsExact();
    }

    private static void Manifests(HostilePeer honest, PublishedFrame[] frames, LiveMessageType type, byte[] body)
    {
        if (type != LiveMessageType.ManifestRequest || !ManifestRequest.TryRead(body, out ManifestRequest wanted)) return;
        foreach (PublishedFrame frame in frames)
        {
            if (frame.Frame >= wanted.First && frame.Frame <= wanted.Last) honest.SayManifest(frame);
        }
    }

    private HostilePeer Teach(PublishedFrame frame)
    {
        HostilePeer honest = _scene.ConnectedHostile();
        honest.Learn(frame);
        honest.SayManifest(frame);
        honest.SayHaves(frame);
        return honest;
    }

    private void KeepAlive(HostilePeer peer, TimeSpan span)
    {
        for (TimeSpan passed = TimeSpan.Zero; passed < span; passed += TimeSpan.FromMilliseconds(500))
        {
            peer.Say(new byte[4]);
            _scene.Run(TimeSpan.FromMilliseconds(500));
        }
    }
}
