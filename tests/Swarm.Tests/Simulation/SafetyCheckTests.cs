using ScreenShare.Simulator.Broadcast;
using ScreenShare.Simulator.Checks;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Playout;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Trust;
using Record = ScreenShare.Swarm.Content.Record;

namespace ScreenShare.Swarm.Tests.Simulation;

/// <summary>The simulator's own judgement: what was published passes, anything else does not.</summary>
public sealed class SafetyCheckTests : IDisposable
{
    private static readonly BroadcastPlan Plan = new()
    {
        SlotCount = 40,
        ChangedShare = 0.2,
        FramesPerSecond = 10,
        Duration = TimeSpan.FromSeconds(3),
        StillFrom = TimeSpan.FromSeconds(0.5),
        StillFor = TimeSpan.FromSeconds(1.5),
    };

    private readonly BroadcasterKeys _keys = BroadcasterKeys.Create();
    private readonly SyntheticBroadcast _broadcast;
    private readonly ViewerRecord _viewer;
    private Instant _now = Instant.Zero;

    public SafetyCheckTests()
    {
        _broadcast = new SyntheticBroadcast(Plan, _keys, new FastHash(1), seed: 1, Instant.Zero);
        _viewer = new ViewerRecord("viewer", _broadcast.Truth);
    }

    [Fact]
    public void A_viewer_that_shows_every_frame_passes_and_reaches_the_end()
    {
        var kinds = new List<ManifestKind>();

        while (_broadcast.NextDue is not null)
        {
            PublishedFrame frame = Next();
            kinds.Add(frame.Manifest.Kind);
            _viewer.Add(Release(frame, RecordsOf(frame)), _now + TimeSpan.FromMilliseconds(20));
        }

        _viewer.Add(new NodeEvent.BroadcastEnded(default), _now);
        Assert.True(_viewer.ReachedEnd);
        Assert.Equal(new DelaySummary(Ms(20), Ms(20), Ms(20)), DelaySummary.Of(_viewer.Delays));
        Assert.Equal((15, 2, 1), (Count(ManifestKind.Delta), Count(ManifestKind.Heartbeat), Count(ManifestKind.End)));

        int Count(ManifestKind kind) => kinds.Count(other => other == kind);
    }

    [Fact]
    public void Two_frames_in_one_pass_when_the_newest_record_of_each_slot_is_there()
    {
        ShowFirst();
        PublishedFrame second = Next();
        PublishedFrame third = Next();

        Record[] newest = [.. RecordsOf(third)
            .Concat(RecordsOf(second))
            .DistinctBy(record => record.Slot)
            .OrderBy(record => record.Slot.Value)];
        _viewer.Add(Release(third, newest) with { SkippedFrames = 1 }, _now);

        Assert.Equal(1, _viewer.SkippedFrames);
    }

    [Fact]
    public void A_torn_frame_is_caught()
    {
        ShowFirst();
        PublishedFrame second = Next();

        Assert.Throws<SafetyViolationException>(() => _viewer.Add(Release(second, RecordsOf(second)[1..]), _now));
    }

    [Fact]
    public void A_changed_byte_is_caught()
    {
        ShowFirst();
        PublishedFrame second = Next();
        Record[] records = RecordsOf(second);
        byte[] changed = records[3].Bytes.ToArray();
        changed[^1] ^= 1;
        Assert.True(Record.TryRead(changed, out records[3]));

        Assert.Throws<SafetyViolationException>(() => _viewer.Add(Release(second, records), _now));
    }

    [Fact]
    public void A_frame_shown_after_a_newer_one_is_caught()
    {
        PublishedFrame first = ShowFirst();

        Assert.Throws<SafetyViolationException>(() => _viewer.Add(Release(first, RecordsOf(first)), _now));
    }

    [Fact]
    public void A_first_picture_with_an_empty_slot_is_caught()
    {
        PublishedFrame first = Next();

        Assert.Throws<SafetyViolationException>(() => _viewer.Add(Release(first, RecordsOf(first)[..^1]), _now));
    }

    public void Dispose()
    {
        _broadcast.Dispose();
        _keys.Dispose();
    }

    private PublishedFrame ShowFirst()
    {
        PublishedFrame first = Next();
        _viewer.Add(Release(first, RecordsOf(first)), _now);
        return first;
    }

    private PublishedFrame Next()
    {
        _now = _broadcast.NextDue ?? throw new InvalidOperationException("the broadcast is over");
        _broadcast.Look(_now);
        Assert.True(_broadcast.TryPublish(isReady: true, _now, out PublishedFrame? frame));
        return frame;
    }

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private static Record[] RecordsOf(PublishedFrame frame)
    {
        var records = new List<Record>();
        foreach (ReadOnlyMemory<byte> chunk in frame.Delta?.Chunks ?? [])
        {
            for (ReadOnlyMemory<byte> rest = chunk; !rest.IsEmpty; rest = rest[records[^1].Bytes.Length..])
            {
                Assert.True(Record.TryRead(rest, out Record record));
                records.Add(record);
            }
        }

        return [.. records];
    }

    private static ReleasedFrame Release(PublishedFrame frame, Record[] records) => new()
    {
        Session = frame.Manifest.Session,
        Frame = frame.Frame,
        Kind = frame.Manifest.Kind,
        CaptureTime = frame.Manifest.CaptureTime,
        Parameters = frame.Manifest.Parameters,
        StartsSession = frame.Frame == FrameNumber.First,
        SkippedFrames = 0,
        Records = records,
    };
}
