using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Rates;

namespace ScreenShare.Swarm.Peers.Sessions;

/// <summary>
/// The manifests one peer has asked for and not been sent. The answer is hundreds of times longer than the question: a frame's manifest is
/// sent once a second at most, questions are heard at a bounded pace, and answers take their turn among all that peers have asked for.
/// </summary>
internal sealed class AskedManifests
{
    private const int SlotsCount = SwarmLimits.WindowFramesMax;

    private static readonly TimeSpan Lately = TimeSpan.FromSeconds(1);

    /// <summary>Honest ones ask once in <see cref="SwarmLimits.ManifestRetry"/>, and not always the same.</summary>
    private readonly Allowance _questions = new(perSecond: 10, atOnceMax: 20);

    /// <summary>All a window holds at once, and then as many as frames come in.</summary>
    private readonly Allowance _manifests = new(perSecond: 128, atOnceMax: SwarmLimits.WindowFramesMax);

    private readonly Queue<FrameNumber> _waiting = new();
    private Slot[]? _slots; // of a frame: its number over their count; most peers never ask

    public bool IsWaiting => _waiting.Count > 0;

    public bool MayAsk(Instant now) => _questions.TryTake(now);

    /// <summary>Only frames of the window, of which there are no more than slots.</summary>
    public void Ask(FrameNumber frame, Instant now)
    {
        _slots ??= new Slot[SlotsCount];
        ref Slot slot = ref _slots[frame.Value % SlotsCount];
        bool isAnswered = slot.Frame == frame && (slot.IsWaiting || now - slot.At < Lately);
        if (isAnswered || _waiting.Count >= SlotsCount || !_manifests.TryTake(now)) return;
        slot = new Slot(frame, now, IsWaiting: true);
        _waiting.Enqueue(frame);
    }

    public bool TryTake(out FrameNumber frame, Instant now)
    {
        if (!_waiting.TryDequeue(out frame)) return false;
        ref Slot slot = ref _slots![frame.Value % SlotsCount]; // it waits, so there are slots
        if (slot.Frame == frame) slot = new Slot(frame, now, IsWaiting: false);
        return true;
    }

    public void Clear()
    {
        _waiting.Clear();
        _slots = null;
    }

    public void CheckInvariants()
    {
        foreach (Slot slot in _slots ?? [])
            Invariant.Holds(!slot.IsWaiting || _waiting.Contains(slot.Frame), $"the manifest of {slot.Frame} waits");
        Invariant.AtMost(_waiting.Count, SlotsCount, "Manifests that wait");
    }

    private readonly record struct Slot(FrameNumber Frame, Instant At, bool IsWaiting);
}
