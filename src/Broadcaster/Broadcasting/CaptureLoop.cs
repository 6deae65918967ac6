using ScreenShare.Broadcaster.Capture;
using ScreenShare.Frames;
using ScreenShare.Frames.Layers;

namespace ScreenShare.Broadcaster.Broadcasting;

/// <summary>
/// The capture task: brings one picture of its own up to date at the source's or the given pace, and hands copies of it on, scaled if
/// asked for. The source needs the picture of the last call back, so that picture itself is never given away.
/// </summary>
/// <param name="time">A <see cref="BroadcastClock"/>: what it tells goes into manifests.</param>
internal sealed class CaptureLoop(IScreenSource source, PictureCopier copier, FramePace pace, PictureExchange exchange, TimeProvider time)
{
    /// <summary>
    /// Looks in vain after which the source's sign is waited for. Whatever happens gives one but the pointer, which is then looked for
    /// ten times a second: nobody sees that it began to move a tenth of a second late.
    /// </summary>
    private const int LooksUntilIdle = 15;
    private static readonly TimeSpan IdleLookEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>Looks in vain, some five seconds' worth, after which nobody seems to be at the machine.</summary>
    private const int LooksUntilAsleep = LooksUntilIdle + 50;
    private static readonly TimeSpan AsleepLookEvery = TimeSpan.FromMilliseconds(250);

    /// <summary>A busy display answers sooner; viewers call a broadcast stale after five seconds.</summary>
    private static readonly TimeSpan HungAfter = TimeSpan.FromSeconds(3);

    private readonly PointerScaler _pointers = new();
    private int _looksInVain;

    // What came with the picture handed on last; null before the first.
    private string? _noticeHandedOn;

    // While what is shown is too large to be sent: the last picture that was not.
    private Picture? _lastThatFits;

    /// <summary>Runs until the source ends, fails, or <paramref name="stop"/>; always completes the exchange.</summary>
    /// <exception cref="CaptureException">The source failed.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            await CaptureAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Being told to stop is how most broadcasts end.
        }
        finally
        {
            exchange.Complete();
        }
    }

    private async Task CaptureAsync(CancellationToken stop)
    {
        var live = new Picture(source.Size);
        bool resized = false;
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            bool hasRested = _looksInVain >= LooksUntilIdle && await RestAsync(stop).ConfigureAwait(false);
            if (!source.SetsThePace && !resized && !hasRested) await pace.WaitAsync(stop).ConfigureAwait(false);
            DateTimeOffset beforeGrab = time.GetUtcNow();
            CaptureOutcome outcome = await AskAsync(live, stop).ConfigureAwait(false);

            _looksInVain = outcome == CaptureOutcome.Unchanged ? _looksInVain + 1 : 0;

            // A source that waits for its picture (standard input) was given it just now, not when the waiting began.
            if (outcome == CaptureOutcome.Captured || HasNews(live))
                await HandOnAsync(live, source.SetsThePace ? time.GetUtcNow() : beforeGrab, stop).ConfigureAwait(false);
            if (outcome == CaptureOutcome.Ended) return;
            resized = outcome == CaptureOutcome.Resized;
            if (!resized) continue;
            if (copier.Fits(live.Size)) _lastThatFits = live;
            live = new Picture(source.Size);
        }
    }

    /// <summary>One call, of which viewers are told when it hangs: they must not take an old picture for what is there now.</summary>
    private async ValueTask<CaptureOutcome> AskAsync(Picture live, CancellationToken stop)
    {
        ValueTask<CaptureOutcome> calling = source.CaptureAsync(live, stop);
        if (calling.IsCompleted || source.SetsThePace || _noticeHandedOn is null) return await calling.ConfigureAwait(false);
        Task<CaptureOutcome> call = calling.AsTask();
        await ((Task)call).WaitAsync(HungAfter, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!call.IsCompleted && !stop.IsCancellationRequested)
        {
            _noticeHandedOn = "the screen does not answer; this is the last picture";
            exchange.Tell(_noticeHandedOn, time.GetUtcNow());
        }

        return await call.ConfigureAwait(false);
    }

    /// <summary>Waits for the source's sign. False when it gave one at once, or cannot tell: then the pace is still to be kept.</summary>
    private async ValueTask<bool> RestAsync(CancellationToken stop)
    {
        long started = time.GetTimestamp();
        TimeSpan atMost = _looksInVain < LooksUntilAsleep ? IdleLookEvery : AsleepLookEvery;
        await source.WaitForNewsAsync(atMost, stop).ConfigureAwait(false);
        return time.GetElapsedTime(started) >= IdleLookEvery / 2;
    }

    /// <summary>Something to tell besides the picture; before the first picture there is nothing to tell it with.</summary>
    private bool HasNews(Picture live) => _noticeHandedOn is not null && _noticeHandedOn != NoticeWith(live);

    private string NoticeWith(Picture live) => copier.Fits(live.Size)
        ? source.Notice ?? ""
        : $"what is shown is {live.Size} now, too large to be sent; this is the last picture";

    private async ValueTask HandOnAsync(Picture live, DateTimeOffset at, CancellationToken stop)
    {
        bool fits = copier.Fits(live.Size);
        Picture shown = fits ? live : _lastThatFits ?? throw new CaptureException(PictureCopier.WhyTooLarge(live.Size));
        Picture copy = await exchange.RentAsync(copier.SizeOf(shown.Size), stop).ConfigureAwait(false);
        copier.Copy(shown, copy);
        _noticeHandedOn = NoticeWith(live);
        PointerState pointer = fits ? _pointers.Scale(source.Pointer, live.Size, copy.Size) : PointerState.Hidden;
        exchange.Submit(new CapturedPicture(copy, at, pointer, _noticeHandedOn));
    }
}
