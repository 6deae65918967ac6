using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Swarm.Publishing;

/// <summary>
/// The broadcaster's side of trust: seals payloads into records, packs them into chunks, signs manifests, and about once a second commits
/// to a virtual key frame. Owned by the publishing task; no I/O, and the time of capture is an argument: by a clock that is never set
/// while a broadcast lasts, since viewers decide by what it says.
/// </summary>
public sealed class Publisher : IDisposable
{
    /// <summary>Between key frames while things change: what a joiner has to catch up with at most.</summary>
    private static readonly TimeSpan KeyFrameInterval = TimeSpan.FromSeconds(1);

    private readonly BroadcasterKeys _keys;
    private readonly StreamParameters _parameters;
    private readonly SessionId _session;
    private readonly DateTimeOffset _sessionStart;
    private readonly RecordCipher _cipher;
    private readonly KeyFramePacker _keyFramePacker = new();
    private readonly Record[] _state;

    private FrameNumber _last;
    private Hash256 _lastBodyHash;
    private FrameNumber _keyFrame;
    private FrameIndex? _keyIndex;
    private DateTimeOffset _keyFrameTime;
    private bool _changedSinceKeyFrame;

    /// <param name="keys">Borrowed for the publisher's life.</param>
    public Publisher(BroadcasterKeys keys, StreamParameters parameters, SessionId session, DateTimeOffset sessionStart)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(parameters);
        _keys = keys;
        _parameters = parameters;
        _session = session;
        _sessionStart = sessionStart;
        _cipher = new RecordCipher(keys.Content, session, TrackId.Full);
        _state = new Record[parameters.SlotCount];
    }

    /// <summary>The next frame. The first must have a payload for every slot.</summary>
    /// <param name="payloads">At least one; one a changed slot, in slot order; borrowed for the call.</param>
    /// <exception cref="ArgumentException">The payloads break a rule above, or one does not fit a chunk.</exception>
    public PublishedFrame Publish(IReadOnlyList<SlotPayload> payloads, DateTimeOffset captureTime)
    {
        ArgumentNullException.ThrowIfNull(payloads);
        bool first = _last.IsNone;
        if (payloads.Count == 0 || (first && payloads.Count != _parameters.SlotCount))
            throw new ArgumentException("A frame has at least one payload, the first one for every slot.", nameof(payloads));

        PackedFrame delta = DeltaPacker.Pack(_last.Next, payloads, _parameters, _cipher);
        Remember(delta);

        // However the times differ: without new key frames nobody could join.
        bool keyFrameIsDue = first || (captureTime - _keyFrameTime).Duration() >= KeyFrameInterval;
        return Sign(ManifestKind.Delta, delta, keyFrameIsDue, captureTime);
    }

    /// <summary>A frame that says that nothing has changed; due once a second of silence. Commits to what changed before it.</summary>
    public PublishedFrame Heartbeat(DateTimeOffset captureTime) =>
        Sign(ManifestKind.Heartbeat, delta: null, commit: _changedSinceKeyFrame, captureTime);

    /// <summary>The last frame of the session.</summary>
    public PublishedFrame End(DateTimeOffset captureTime) =>
        Sign(ManifestKind.End, delta: null, commit: _changedSinceKeyFrame, captureTime);

    public void Dispose() => _cipher.Dispose();

    private PublishedFrame Sign(ManifestKind kind, PackedFrame? delta, bool commit, DateTimeOffset captureTime)
    {
        FrameNumber frame = _last.Next;
        PackedFrame? keyFrame = null;
        if (commit)
        {
            keyFrame = _keyFramePacker.Pack(frame, _state, _parameters.ChunkCapacity);
            _keyFrame = frame;
            _keyIndex = keyFrame.Index;
            _keyFrameTime = captureTime;
            _changedSinceKeyFrame = false;
        }

        Manifest manifest = new ManifestWriter
        {
            Kind = kind,
            Session = _session,
            SessionStart = _sessionStart,
            Frame = frame,
            CaptureTime = captureTime,
            Parameters = _parameters,
            KeyFrame = _keyFrame,
            KeyIndex = _keyIndex,
            Index = delta?.Index,
            PreviousHash = _lastBodyHash,
        }.Sign(_keys);
        _last = frame;
        _lastBodyHash = manifest.BodyHash;
        return new PublishedFrame(manifest, delta, keyFrame);
    }

    private void Remember(PackedFrame delta)
    {
        _changedSinceKeyFrame = true;
        for (int c = 0; c < delta.Chunks.Length; c++)
        {
            var records = new Record[delta.Index.Chunks[c].SlotCount];
            bool read = delta.Index.TryReadRecords(c, delta.Chunks[c], records);
            System.Diagnostics.Debug.Assert(read, "What the packer packed can be read.");
            foreach (Record record in records)
                _state[record.Slot.Value] = record;
        }
    }
}
