using System.Diagnostics;
using Microsoft.Extensions.Logging;
using ScreenShare.Frames;
using ScreenShare.Frames.Layers;
using ScreenShare.Frames.Tiles;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Playout;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Viewer;

/// <summary>
/// Turns released frames into the picture: opens their records with the content key and applies them to the canvas. A new session begins
/// a new canvas. Owned by the decoding task; only <see cref="TryCopyPicture(ref Picture?)"/> may be called from others.
/// </summary>
public sealed class FrameDecoder : IDisposable
{
    // A record's length field has 16 bits.
    private const int PayloadBytesMax = ushort.MaxValue - Record.TagBytes;

    private readonly ContentKey _key;
    private readonly DelayGauge _delays;
    private readonly ILogger _log;
    private readonly byte[] _payload = new byte[PayloadBytesMax];

    // Held while the picture changes and while it is copied, so that no copy is torn.
    private readonly Lock _pictureGate = new();
    private RecordCipher? _cipher;
    private Canvas? _canvas;
    private TileSet? _changed;
    private readonly LayerState _layers = new();

    public FrameDecoder(ContentKey key, TimeProvider time, ILogger log)
    {
        _key = key;
        _delays = new DelayGauge(time);
        _log = log;
    }

    /// <summary>The picture as of the last decoded frame; belongs to the decoding task. Null before the first.</summary>
    public Picture? Picture => _canvas?.Picture;

    /// <summary>The tiles that the last decoded frame may have changed; belongs to the decoding task. Null before the first.</summary>
    public TileSet? Changed => _changed;

    /// <summary>Brings the picture to this frame.</summary>
    /// <exception cref="ViewerException">The content key does not fit, or the stream's layout is unknown.</exception>
    public ShownFrame Decode(ReleasedFrame frame)
    {
        Canvas canvas = (frame.StartsSession ? Begin(frame) : _canvas)
            ?? throw new UnreachableException("A node releases the start of a session before anything else of it.");

        PointerState pointerBefore = _layers.Pointer;
        string noticeBefore = _layers.Notice;
        AppliedRecords applied;
        lock (_pictureGate)
        {
            applied = Apply(frame, canvas, Changes(frame, canvas.Grid));
            _canvas = canvas; // not before: a canvas is black until its first records are there
        }

        if (applied.Refused > 0) ViewerLog.RecordsRefused(_log, applied.Refused, frame.Frame.Value);

        FrameDelay delay = _delays.Measure(frame);
        return new ShownFrame
        {
            Number = frame.Frame,
            Kind = frame.Kind,
            Size = canvas.Grid.Size,
            StartsSession = frame.StartsSession,
            CaptureTime = delay.CaptureTime,
            Delay = delay.Delay,
            ClocksApart = delay.ClocksApart,
            SkippedFrames = frame.SkippedFrames,
            ChangedTiles = applied.Tiles,
            Pointer = _layers.Pointer,
            PointerChanged = _layers.Pointer != pointerBefore,
            NewNotice = _layers.Notice != noticeBefore ? _layers.Notice : null,
        };
    }

    /// <summary>
    /// Copies the newest whole picture, from any thread. <paramref name="copy"/> is filled in place when its size fits and replaced when it
    /// does not. False before the first picture.
    /// </summary>
    public bool TryCopyPicture(ref Picture? copy) => TryCopyPicture(ref copy, out _);

    /// <summary>The same, and where the pointer was at that frame. It is not drawn into the copy.</summary>
    public bool TryCopyPicture(ref Picture? copy, out PointerState pointer)
    {
        lock (_pictureGate)
        {
            pointer = _layers.Pointer;
            if (_canvas is null) return false;
            if (copy?.Size != _canvas.Grid.Size) copy = new Picture(_canvas.Grid.Size);
            _canvas.Picture.CopyTo(copy);
            return true;
        }
    }

    public void Dispose() => _cipher?.Dispose();

    private Canvas Begin(ReleasedFrame frame)
    {
        if (!StreamLayout.TryRead(frame.Parameters.Picture, out StreamLayout? layout) || layout.SlotCount != frame.Parameters.SlotCount)
        {
            throw new ViewerException(
                ViewerFault.Layout,
                "this broadcast lays out its pictures in a way that this version does not know: "
                + "use the broadcaster's version of ScreenShare");
        }

        _cipher?.Dispose();
        _cipher = new RecordCipher(_key, frame.Session, TrackId.Full);
        return new Canvas(layout.Grid);
    }

    // Empty, but for a session's start: then whatever was shown before is void everywhere.
    private TileSet Changes(ReleasedFrame frame, TileGrid grid)
    {
        if (frame.StartsSession || _changed is null)
        {
            _changed = new TileSet(grid);
            _changed.AddAll();
        }
        else
        {
            _changed.Clear();
        }

        return _changed;
    }

    // The broadcaster signed the records, so a mistake in one is its own: its tile keeps what it showed.
    private AppliedRecords Apply(ReleasedFrame frame, Canvas canvas, TileSet changed)
    {
        RecordCipher cipher = _cipher ?? throw new UnreachableException("A canvas comes with its cipher.");
        int tiles = 0;
        int refused = 0;
        for (int i = 0; i < frame.Records.Count; i++)
        {
            Record record = frame.Records[i];
            if (!cipher.TryOpen(record, _payload, out int payloadBytes))
            {
                throw new ViewerException(
                    ViewerFault.ContentKey,
                    "the link's content key (ss.k) does not open this broadcast: "
                    + "copy the whole link again, exactly as the broadcaster printed it");
            }

            if (record.Slot.Value < canvas.Grid.Count) tiles++;
            if (!TryApply(record.Slot.Value, _payload.AsSpan(0, payloadBytes), canvas, changed)) refused++;
        }

        return new AppliedRecords(tiles, refused);
    }

    private bool TryApply(int slot, ReadOnlySpan<byte> payload, Canvas canvas, TileSet changed)
    {
        if (slot >= canvas.Grid.Count) return _layers.TryApply((StreamLayer)(slot - canvas.Grid.Count), payload, out _);

        var tile = new TileIndex(slot);
        bool applied = canvas.TryApply(tile, payload, out _);
        if (applied) changed.Add(tile);
        return applied;
    }

    private readonly record struct AppliedRecords(int Tiles, int Refused);
}
