using ScreenShare.Swarm;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Simulator.Checks;

/// <summary>
/// What the broadcast really was, kept beside the node that publishes it: for each frame when it was published and the digest of the state.
/// Records are sealed here a second time from the same payloads, which gives the same bytes by wire protocol, section 7.
/// </summary>
public sealed class PublishedTruth(FastHash hash, int slotCount, RecordCipher cipher) : IDisposable
{
    private readonly List<Moment> _moments = []; // frame n at n - 1
    private readonly byte[] _record = new byte[StreamParameters.ChunkCapacityMax];
    private readonly StateDigest _state = new(hash, slotCount);

    public int SlotCount => slotCount;

    public FrameNumber NewestFrame => new((uint)_moments.Count);

    /// <summary>The newest frame that changed the picture.</summary>
    public FrameNumber NewestPicture { get; private set; }

    public bool HasEnded { get; private set; }

    public UInt128 NewestDigest => _state.Value;

    public StateDigest NewState() => new(hash, slotCount);

    public void Add(FrameNumber frame, ManifestKind kind, IReadOnlyList<SlotPayload> payloads, Instant now)
    {
        if (frame != NewestFrame.Next) throw new SafetyViolationException($"the publisher numbered a frame {frame} after {NewestFrame}");
        for (int i = 0; i < payloads.Count; i++)
        {
            SlotPayload payload = payloads[i];
            Span<byte> record = _record.AsSpan(0, RecordCipher.RecordBytes(payload.Payload.Length));
            cipher.Seal(payload.Slot, frame, payload.Payload.Span, record);
            _state.Set(payload.Slot, frame, record);
        }

        if (payloads.Count > 0) NewestPicture = frame;
        HasEnded |= kind == ManifestKind.End;
        _moments.Add(new Moment(now, _state.Value));
    }

    public bool IsPublished(FrameNumber frame) => !frame.IsNone && frame <= NewestFrame;

    public Instant PublishedAt(FrameNumber frame) => _moments[(int)frame.Value - 1].At;

    public UInt128 DigestAt(FrameNumber frame) => _moments[(int)frame.Value - 1].State;

    /// <summary>First slot in which a state differs from the newest published one, or -1.</summary>
    public int FirstDifference(StateDigest other) => _state.FirstDifference(other);

    public void Dispose() => cipher.Dispose();

    private readonly record struct Moment(Instant At, UInt128 State);
}
