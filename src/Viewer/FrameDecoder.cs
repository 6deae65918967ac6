using System.Diagnostics;
using Microsoft.Extensions.Logging;
using ScreenShare.Frames;
using ScreenShare.Swarm;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Viewer;

/// <summary>
/// Turns released frames into the picture: opens their records with the content key and applies them to the canvas. A new session begins
/// a new canvas. Owned by the decoding task; only <see cref="TryCopyPicture"/> may be called from others.
/// </summary>
public sealed class FrameDecoder : IDisposable
{
    // A record's length field has 16 bits.
    private const int PayloadBytesMax = ushort.MaxValue - Record.TagBytes;

    private readonly ContentKey _key;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly byte[] _payload = new byte[PayloadBytesMax];

    // Held while the picture changes and while it is copied, so that no copy is torn.
    private readonly Lock _pictureGate = new();
    private RecordCipher? _cipher;
    private Canvas? _canvas;
    private TileSet? _changed;

    public FrameDecoder(ContentKey key, TimeProvider time, ILogger log)
    {
        _key = key;
        _time = time;
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

        int refused;
        lock (_pictureGate)
        {
            refused = Apply(frame, canvas, Changes(frame, canvas.Grid));
            _canvas = canvas; // not before: a canvas is black until its first records are there
        }

        if (refused > 0)
            ViewerLog.RecordsRefused(_log, refused, frame.Frame.Value);

        return new ShownFrame
        {
            Number = frame.Frame,
            Kind = frame.Kind,
            Size = canvas.Grid.Size,
            StartsSession = frame.StartsSession,
            CaptureTime = frame.CaptureTime,
            Delay = _time.GetUtcNow() - frame.CaptureTime,
            SkippedFrames = frame.SkippedFrames,
            ChangedTiles = frame.Records.Count,
        };
    }

    /// <summary>
    /// Copies the newest whole picture, from any thread. <paramref name="copy"/> is filled in place when its size fits and replaced when it
    /// does not. False before the first picture.
    /// </summary>
    public bool TryCopyPicture(ref Picture? copy)
    {
        lock (_pictureGate)
        {
            if (_canvas is null)
                return false;
            if (copy?.Size != _canvas.Grid.Size)
                copy = new Picture(_canvas.Grid.Size);
            _canvas.Picture.CopyTo(copy);
            return true;
        }
    }

    public void Dispose() => _cipher?.Dispose();

    private Canvas Begin(ReleasedFrame frame)
    {
        if (!StreamLayout.TryRead(frame.Parameters.Picture, out StreamLayout? layout) || layout.Grid.Count != frame.Parameters.SlotCount)
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

    // How many records the canvas refused. The broadcaster signed them, so the mistake is its own: their tiles keep what they showed.
    private int Apply(ReleasedFrame frame, Canvas canvas, TileSet changed)
    {
        RecordCipher cipher = _cipher ?? throw new UnreachableException("A canvas comes with its cipher.");
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

            var tile = new TileIndex(record.Slot.Value);
            if (canvas.TryApply(tile, _payload.AsSpan(0, payloadBytes), out _))
                changed.Add(tile);
            else
                refused++;
        }

        return refused;
    }
}
