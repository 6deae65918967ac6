using System.Threading.Channels;
using ScreenShare.Frames;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Source;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Broadcaster.Broadcasting;

/// <summary>
/// The encode task: takes the newest picture as soon as the node is ready for a frame, publishes what changed, says after a second of
/// silence that the broadcast goes on, and at the end that it is the end. A picture of another size begins another session.
/// </summary>
/// <param name="firstSize">Of the pictures to come, as far as is known.</param>
/// <param name="sessionStart">What the start of a session is to be that begins now; later than now where sessions before it were.</param>
/// <param name="room">Ends when the node is ready for a frame, and tells what was waited for.</param>
/// <param name="publish">Hands a frame to the node.</param>
/// <param name="reports">Told of each frame with a picture. Never waited for.</param>
/// <param name="time">A <see cref="BroadcastClock"/>: what it tells goes into manifests.</param>
internal sealed class EncodeLoop(
    PictureExchange exchange,
    BroadcasterKeys keys,
    BroadcastSettings settings,
    PictureSize firstSize,
    Func<DateTimeOffset, DateTimeOffset> sessionStart,
    Func<CancellationToken, ValueTask<FrameHold>> room,
    Func<PublishedFrame, CancellationToken, ValueTask> publish,
    ChannelWriter<FrameReport> reports,
    TimeProvider time) : IDisposable
{
    /// <summary>Silence after which viewers are told that nothing changed; they call a broadcast stale after five of these.</summary>
    public static readonly TimeSpan HeartbeatAfter = TimeSpan.FromSeconds(1);

    private readonly DurationTally _encoding = new();

    private PictureSession? _session;
    private Task<bool>? _nextPicture;
    private Task<FrameHold>? _room;
    private long _lastPublished;
    private long _frames;

    /// <summary>How long pictures waited for the node. Any task.</summary>
    public HeldTime Held { get; } = new(time);

    /// <summary>How long pictures took from comparing to signing. For after <see cref="RunAsync"/>.</summary>
    public DurationTally Encoding => _encoding;

    /// <summary>Runs until the exchange is complete or as many frames are published as were asked for.</summary>
    /// <param name="abort">Gives up where it stands, without telling viewers.</param>
    public async Task RunAsync(CancellationToken abort)
    {
        try
        {
            while (_frames < settings.FramesMax && await WaitAsync(abort).ConfigureAwait(false))
            {
                if (TryTake(out CapturedPicture captured)) await PublishPictureAsync(captured, abort).ConfigureAwait(false);
                if (_session is not null && HeartbeatDueIn() <= TimeSpan.Zero)
                    await PublishAsync(_session.Publisher.Heartbeat(time.GetUtcNow()), abort).ConfigureAwait(false);
            }

            // Where no picture came at all, somebody may be waiting for the first.
            PictureSession last = _session ?? SessionFor(firstSize);
            await PublishAsync(last.Publisher.End(time.GetUtcNow()), abort).ConfigureAwait(false);
        }
        finally
        {
            reports.TryComplete();
        }
    }

    /// <summary>Not before <see cref="RunAsync"/> has ended.</summary>
    public void Dispose() => _session?.Dispose();

    /// <summary>
    /// True when a picture waits and the node is ready for it, or a heartbeat is due; false when there will be no more pictures.
    /// </summary>
    private async ValueTask<bool> WaitAsync(CancellationToken abort)
    {
        _nextPicture ??= exchange.WaitAsync(abort).AsTask();
        if (!await IsDoneAsync(_nextPicture, abort).ConfigureAwait(false)) return true;
        if (!await _nextPicture.ConfigureAwait(false)) return false;
        if (_room is null) Held.Begin();
        _room ??= room(abort).AsTask();
        if (!await IsDoneAsync(_room, abort).ConfigureAwait(false))
        {
            if (!exchange.IsComplete) return true;
            _room = Task.FromResult(FrameHold.None); // the last picture waits no longer than a heartbeat would
        }

        Held.End(await _room.ConfigureAwait(false));
        return true;
    }

    /// <summary>False when a heartbeat is due first.</summary>
    private async ValueTask<bool> IsDoneAsync(Task awaited, CancellationToken abort)
    {
        TimeSpan patience = _session is null ? Timeout.InfiniteTimeSpan : HeartbeatDueIn();
        if (!awaited.IsCompleted && patience != TimeSpan.Zero)
            await awaited.WaitAsync(patience, time, abort).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        abort.ThrowIfCancellationRequested();
        return awaited.IsCompleted;
    }

    /// <summary>The picture that waits, when the node is ready for it too. Both are asked for anew after it.</summary>
    private bool TryTake(out CapturedPicture captured)
    {
        captured = default;
        if (_room is not { IsCompleted: true }) return false;
        _nextPicture = null;
        _room = null;
        return exchange.TryTake(out captured);
    }

    private async ValueTask PublishPictureAsync(CapturedPicture captured, CancellationToken abort)
    {
        if (!captured.HasPicture && _session is null) return; // nobody has a picture yet
        PictureSession session = captured.HasPicture || _session is null ? SessionFor(captured.Picture.Size) : _session;
        long started = time.GetTimestamp();
        EncodedPicture encoded = captured.HasPicture ? session.Encode(captured) : session.EncodeNotice(captured.Notice);
        if (encoded.Payloads.Count > 0)
        {
            PublishedFrame frame = session.Publisher.Publish(encoded.Payloads, captured.At);
            TimeSpan encoding = time.GetElapsedTime(started);
            await PublishAsync(frame, abort).ConfigureAwait(false);
            if (encoded.HasPicture) Report(frame, captured, encoded, encoding);
        }

        if (encoded.Spare is not null) exchange.Return(encoded.Spare);
    }

    private void Report(PublishedFrame frame, CapturedPicture captured, EncodedPicture encoded, TimeSpan encoding)
    {
        _frames++;
        _encoding.Add(encoding);
        TimeSpan delay = time.GetUtcNow() - captured.At;

        // After publishing, so that hashing the picture delays no viewer. The encoder still holds it, and only reads.
        string? digest = settings.Digest ? captured.Picture.Digest() : null;
        reports.TryWrite(new FrameReport(frame.Frame, delay, encoding, encoded.Tiles, frame.ContentBytes, digest));
    }

    private async ValueTask PublishAsync(PublishedFrame frame, CancellationToken abort)
    {
        await publish(frame, abort).ConfigureAwait(false);
        _lastPublished = time.GetTimestamp();
    }

    private PictureSession SessionFor(PictureSize size)
    {
        if (_session is not null && _session.Size == size) return _session;

        // Later by at least the millisecond that manifests can tell apart.
        DateTimeOffset start = time.GetUtcNow();
        if (_session is not null && start < _session.Start.AddMilliseconds(1)) start = _session.Start.AddMilliseconds(1);
        start = sessionStart(start);
        if (_session?.End() is { } kept) exchange.Return(kept);
        return _session = new PictureSession(keys, size, settings.ChunkCapacity, start, settings.EncodeWorkers);
    }

    private TimeSpan HeartbeatDueIn()
    {
        TimeSpan left = HeartbeatAfter - time.GetElapsedTime(_lastPublished);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
