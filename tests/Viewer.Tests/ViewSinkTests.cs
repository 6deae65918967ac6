using ScreenShare.Frames;
using ScreenShare.Frames.Tiles;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Node;
using ScreenShare.Viewer.Console;

namespace ScreenShare.Viewer.Tests;

public sealed class ViewSinkTests
{
    private static readonly Picture Shown = new(new PictureSize(2, 2));
    private static readonly TileSet Changed = new(new TileGrid(Shown.Size));

    private readonly ViewTotals _totals = new();
    private readonly List<ViewEnding> _endings = [];

    [Fact]
    public void Pictures_are_counted_and_heartbeats_are_not()
    {
        ViewSink sink = Sink();

        Assert.True(sink.Show(Frame(3), Shown, Changed));
        Assert.True(sink.Show(Frame(4) with { ChangedTiles = 0 }, Shown, Changed));
        Assert.True(sink.Show(Frame(7) with { SkippedFrames = 2 }, Shown, Changed));

        ViewCount count = _totals.Snapshot();
        Assert.Equal((2, 2, 3u, 7u), (count.Frames, count.Skipped, count.First.Value, count.Last.Value));
        Assert.Empty(_endings);
    }

    [Fact]
    public void After_the_frames_asked_for_no_more_are_wanted()
    {
        ViewSink sink = Sink(framesMax: 2);

        Assert.True(sink.Show(Frame(1), Shown, Changed));
        Assert.False(sink.Show(Frame(2), Shown, Changed));

        Assert.Equal([ViewEnding.Frames], _endings);
    }

    [Fact]
    public void A_reader_that_has_gone_ends_the_viewing()
    {
        ViewSink sink = Sink(new PictureStream(new ClosedPipe(), PipeFormat.Raw));

        Assert.False(sink.Show(Frame(1), Shown, Changed));

        Assert.Equal([ViewEnding.OutputClosed], _endings);
    }

    private ViewSink Sink(PictureStream? pipe = null, int? framesMax = null) =>
        new(_totals, new SilentFace(), pipe, framesMax, _endings.Add);

    private static ShownFrame Frame(uint number) => new()
    {
        Number = new FrameNumber(number),
        Kind = ManifestKind.Delta,
        Size = Shown.Size,
        StartsSession = false,
        CaptureTime = TestBroadcast.Start,
        Delay = TimeSpan.FromMilliseconds(10),
        SkippedFrames = 0,
        ChangedTiles = 1,
    };

    private sealed class ClosedPipe : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("Broken pipe");
    }

    private sealed class SilentFace : IViewFace
    {
        public void Listening(int port) { }

        public void Notice(ViewerNotice notice) { }

        public void Answer(string text) { }

        public void Blocked(AddressRule rule, long deliveredBytes) { }

        public void Unblocked(AddressRule rule) { }

        public void Peers(NodeStatistics statistics) { }

        public void Statistics(ViewStatistics statistics) { }

        void IViewFace.Shown(in ShownFrame frame, Picture picture) { }

        public void Refresh(ViewerSession session) { }

        public void Summary(ViewSummary summary) { }

        public void Dispose() { }
    }
}
