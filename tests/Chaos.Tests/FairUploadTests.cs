using System.Buffers;
using ScreenShare.Swarm;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Source;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Chaos.Tests;

/// <summary>Peers that ask for more than their share: the limit is kept, and those who follow the stream do not notice.</summary>
public sealed class FairUploadTests : IDisposable
{
    /// <summary>What the stream needs, and a third of that.</summary>
    private const long LimitBytesPerSecond = 1_400_000;

    private const int Frames = 90; // three seconds

    private readonly Scene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void Questions_for_manifests_draw_no_more_than_the_limit_and_take_no_frame_from_anybody()
    {
        Start();
        HostilePeer hostile = _scene.ConnectedHostile(_scene.Source, namesPort: false);

        Broadcast(frame =>
        {
            uint first = Math.Max(1, frame.Frame.Value > 255 ? frame.Frame.Value - 255 : 1);
            for (int i = 0; i < 7; i++)
            {
                hostile.Say(output => HostilePeer.Writer.ManifestRequest(
                    output, new ManifestRequest(_scene.Studio.Id.Tag, TrackId.Full, new FrameNumber(first), new FrameNumber(first + 255))));
            }
        });

        Assert.True(hostile.IsConnected);
        Assert.InRange(hostile.CountHeard(LiveMessageType.Manifest), 1, 6 * (Frames + 40)); // each frame once a second
    }

    [Theory]
    [InlineData(1, ChunkKind.KeyFrame)]
    [InlineData(3, ChunkKind.KeyFrame)]
    [InlineData(8, ChunkKind.KeyFrame)]
    [InlineData(3, ChunkKind.KeyFrameIndex)]
    [InlineData(3, ChunkKind.DeltaIndex)]
    public void Whoever_asks_for_much_and_at_once_takes_no_frame_from_those_who_follow(int peers, ChunkKind kind)
    {
        FrameNumber keyFrame = Start();
        HostilePeer[] greedy = [.. Enumerable.Range(0, peers).Select(_ => _scene.ConnectedHostile(_scene.Source, namesPort: false))];

        Broadcast(frame =>
        {
            FrameNumber of = kind is ChunkKind.KeyFrame or ChunkKind.KeyFrameIndex ? keyFrame : frame.Frame;
            foreach (HostilePeer peer in greedy)
            {
                for (int chunk = 0; chunk < 12; chunk++)
                    peer.Say(output => HostilePeer.Writer.Request(output, new Request(peer.Id(kind, of, chunk), TimeSpan.Zero)));
            }
        });
    }

    /// <summary>They cannot be told from viewers that have nobody else, and have what such viewers would have.</summary>
    [Fact]
    public void Whoever_asks_for_all_that_is_new_has_one_viewers_share()
    {
        Start();
        HostilePeer[] greedy = [.. Enumerable.Range(0, 3).Select(_ => _scene.ConnectedHostile(_scene.Source, namesPort: false))];
        int shown = _scene.Viewer.Frames.Count, published = 0;

        for (int i = 0; i < 2 * Frames; i++)
        {
            if (_scene.Source.Node.HoldsFrame(_scene.Now) != FrameHold.None)
            {
                _scene.Run(Scene.Frame);
                continue;
            }

            published++;
            PublishedFrame frame = _scene.Publish();
            foreach (HostilePeer peer in greedy)
            {
                for (int chunk = 0; chunk < 12; chunk++)
                {
                    var request = new Request(peer.Id(ChunkKind.Delta, frame.Frame, chunk), TimeSpan.Zero);
                    peer.Say(output => HostilePeer.Writer.Request(output, request));
                }
            }
        }

        _scene.Run(TimeSpan.FromSeconds(1));
        Assert.InRange(published, 2 * Frames / 5, 2 * Frames); // a third of the stream is its share of the limit
        Assert.InRange(_scene.Viewer.Frames.Count - shown, published / 2, published);
        _scene.AssertPictureIsExact();
    }

    [Fact]
    public void The_same_is_sent_once_a_second_however_often_it_is_asked_for_and_anew_when_it_was_taken_back()
    {
        FrameNumber keyFrame = Start(limit: null);
        HostilePeer hostile = _scene.ConnectedHostile(_scene.Source, namesPort: false);
        ChunkId chunk = hostile.Id(ChunkKind.KeyFrame, keyFrame);

        for (int i = 0; i < 20; i++)
        {
            hostile.SayRequest(chunk);
            _scene.Run(TimeSpan.FromMilliseconds(40));
        }

        Assert.Equal(1, Pieces(hostile, chunk));
        hostile.Say(output => HostilePeer.Writer.Cancel(output, new Cancel(chunk)));
        hostile.SayRequest(chunk);
        _scene.Run(TimeSpan.FromMilliseconds(40));
        Assert.Equal(2, Pieces(hostile, chunk));
        _scene.Run(TimeSpan.FromSeconds(1));
        hostile.SayRequest(chunk);
        _scene.Run(TimeSpan.FromMilliseconds(40));
        Assert.Equal(3, Pieces(hostile, chunk));
    }

    [Fact]
    public void Of_two_who_ask_neither_has_more_by_asking_for_more_or_sooner()
    {
        FrameNumber keyFrame = Start(limit: 100_000);
        HostilePeer modest = _scene.ConnectedHostile(_scene.Source, namesPort: false);
        HostilePeer pushing = _scene.ConnectedHostile(_scene.Source, namesPort: false);

        for (int chunk = 0; chunk < 8; chunk++)
        {
            foreach (ChunkKind kind in new[] { ChunkKind.KeyFrame, ChunkKind.Delta })
                pushing.Say(output => HostilePeer.Writer.Request(output, new Request(pushing.Id(kind, keyFrame, chunk), TimeSpan.Zero)));
            modest.Say(output => HostilePeer.Writer.Request(output, new Request(modest.Id(ChunkKind.KeyFrame, keyFrame, chunk), null)));
        }

        _scene.Run(TimeSpan.FromSeconds(1)); // in which seven chunks leave

        int ofModest = modest.CountHeard(LiveMessageType.Piece), ofPushing = pushing.CountHeard(LiveMessageType.Piece);
        Assert.InRange(ofModest, 2, 4);
        Assert.InRange(ofModest - ofPushing, -1, 1);
    }

    [Fact]
    public void Where_nobody_follows_one_that_always_asks_for_more_holds_no_frame_for_long()
    {
        Start(limit: 100_000);
        _scene.Network.Kill(_scene.Viewer, silently: false);
        HostilePeer hostile = _scene.ConnectedHostile(_scene.Source, namesPort: false);
        int published = 0;

        for (int i = 0; i < 300; i++)
        {
            for (uint frame = 1; frame <= 30; frame++)
                hostile.SayRequest(hostile.Id(ChunkKind.Delta, new FrameNumber(frame), i % 12));
            if (_scene.Source.Node.HoldsFrame(_scene.Now) == FrameHold.None)
            {
                _scene.Publish();
                published++;
            }
            else
            {
                _scene.Run(Scene.Frame);
            }
        }

        Assert.True(hostile.IsConnected);
        Assert.InRange(published, 8, 300); // in ten seconds; none for as long as it asked
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)] // the next frame began before this one had left, and both came later
    public void Whoever_only_sits_there_changes_nothing_for_the_only_viewer(bool isThere)
    {
        Start(limit: null);
        if (isThere) _ = _scene.ConnectedHostile(_scene.Source, namesPort: false);
        _scene.Broadcast(60);

        _scene.Source.Node.Publish(_scene.Studio.Next(oneIn: 1), _scene.Now);
        var batch = new ArrayBufferWriter<byte>();
        while (_scene.Source.Node.TryTransmit(batch, out _, _scene.Now))
        {
            // The transport has each connection's first batch, and takes no more.
        }

        Assert.Equal(FrameHold.Uplink, _scene.Source.Node.HoldsFrame(_scene.Now));
    }

    private static int Pieces(HostilePeer of, ChunkId chunk) => of.Heard.Count(message =>
        message.Type == LiveMessageType.Piece && PieceMessage.TryRead(message.Body, out PieceMessage piece) && piece.Chunk == chunk);

    /// <summary>A viewer that follows, and a key frame that can be had.</summary>
    private FrameNumber Start(long? limit = LimitBytesPerSecond)
    {
        _scene.ConnectViewerToSource();
        PublishedFrame first = _scene.Publish();
        _scene.Broadcast(30);
        _scene.Source.Node.SetUploadLimit(limit, _scene.Now);
        return first.Frame;
    }

    private void Broadcast(Action<PublishedFrame> ask)
    {
        int shown = _scene.Viewer.Frames.Count;
        long sent = _scene.Source.Node.GetStatistics(_scene.Now).WireBytesSent;
        Instant start = _scene.Now;
        for (int i = 0; i < Frames; i++)
            ask(_scene.Publish());

        _scene.Run(TimeSpan.FromMilliseconds(300));
        double seconds = (_scene.Now - start).TotalSeconds;
        sent = _scene.Source.Node.GetStatistics(_scene.Now).WireBytesSent - sent;
        Assert.InRange(sent, 0, (long)(1.05 * seconds * LimitBytesPerSecond) + 64_000);
        Assert.InRange(_scene.Viewer.Frames.Count - shown, 0.9 * Frames, Frames);
        _scene.AssertPictureIsExact();
    }
}
