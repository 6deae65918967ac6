using ScreenShare.Simulator.Nodes;
using ScreenShare.Swarm;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Playout;

namespace ScreenShare.Simulator.Checks;

/// <summary>
/// What one viewer was shown and when. Each release is checked on the spot against what was published: the picture it leads to must be
/// exactly that frame's, whole, and newer than the one before, except that the end may come with no picture of its own.
/// </summary>
public sealed class ViewerRecord(string name, PublishedTruth truth) : IReleaseSink
{
    private readonly List<TimeSpan> _delays = [];
    private readonly List<Showing> _showings = [];
    private readonly StateDigest _state = truth.NewState();
    private readonly List<(Instant At, NodeEvent Happened)> _events = [];

    public string Name { get; } = name;

    /// <summary>From publication to release, one a picture, in order.</summary>
    public IReadOnlyList<TimeSpan> Delays => _delays;

    /// <summary>Every picture in order.</summary>
    public IReadOnlyList<Showing> Showings => _showings;

    public IReadOnlyList<(Instant At, NodeEvent Happened)> Events => _events;

    public Instant? FirstReleaseAt { get; private set; }

    public FrameNumber NewestFrame { get; private set; }

    public long SkippedFrames { get; private set; }

    public bool SawEnd { get; private set; }

    /// <summary>Liveness: what is on the screen is the last that was published, and the viewer knows that it was the last.</summary>
    public bool ReachedEnd => truth.HasEnded && SawEnd && _state.Value == truth.NewestDigest;

    public void Add(NodeEvent happened, Instant now)
    {
        _events.Add((now, happened));
        SawEnd |= happened is NodeEvent.BroadcastEnded;
    }

    public void Add(ReleasedFrame frame, Instant now)
    {
        CheckSequence(frame, now);
        Apply(frame, now);
        if (_state.Value != truth.DigestAt(frame.Frame)) throw Broken(frame, now, $"its picture is not the published one{Where(frame)}");
        FirstReleaseAt ??= now;
        SkippedFrames += frame.SkippedFrames;
        if (frame.Frame == NewestFrame) return;
        NewestFrame = frame.Frame;
        _showings.Add(new Showing(now, truth.PublishedAt(frame.Frame)));
        _delays.Add(_showings[^1].Delay);
    }

    private void CheckSequence(ReleasedFrame frame, Instant now)
    {
        if (!truth.IsPublished(frame.Frame)) throw Broken(frame, now, "it was never published");
        bool onlyEnds = frame.Kind == ManifestKind.End && frame.Frame == NewestFrame && frame.Records.Count == 0;
        if (frame.Frame <= NewestFrame && !onlyEnds) throw Broken(frame, now, $"it comes after {NewestFrame}");
        if (frame.StartsSession != NewestFrame.IsNone) throw Broken(frame, now, "only the first release starts the session");
    }

    private void Apply(ReleasedFrame frame, Instant now)
    {
        int previous = -1;
        for (int i = 0; i < frame.Records.Count; i++)
        {
            Record record = frame.Records[i];
            if (record.Slot.Value <= previous || record.Slot.Value >= truth.SlotCount)
                throw Broken(frame, now, $"slot {record.Slot} follows slot {previous}");
            if (record.Origin > frame.Frame) throw Broken(frame, now, $"slot {record.Slot} is from frame {record.Origin}");
            previous = record.Slot.Value;
            _state.Set(record.Slot, record.Origin, record.Bytes.Span);
        }

        if (_state.FilledSlots != truth.SlotCount)
            throw Broken(frame, now, $"only {_state.FilledSlots} of {truth.SlotCount} slots have a record");
    }

    private string Where(ReleasedFrame frame) =>
        frame.Frame == truth.NewestFrame ? $" (first at slot {truth.FirstDifference(_state)})" : "";

    private SafetyViolationException Broken(ReleasedFrame frame, Instant now, string how) =>
        new($"{Name} was shown {frame.Kind} {frame.Frame} at {now}: {how}");
}
