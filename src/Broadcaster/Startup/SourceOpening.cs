using ScreenShare.Broadcaster.Broadcasting;
using ScreenShare.Broadcaster.Capture;
using ScreenShare.CommandLine;
using ScreenShare.CommandLine.Output;
using ScreenShare.Frames;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Broadcaster.Startup;

/// <summary>
/// Opens what is to be shown. That may take for ever, as with a FIFO that nobody writes to or a display whose server hangs: a person is
/// told what is waited for, and both being told to stop and the end of the broadcast's time end the wait.
/// </summary>
internal sealed class SourceOpening(Options options, DesktopSession session, TextWriter errors, TimeProvider time)
{
    /// <summary>A video on a slow disk is there sooner.</summary>
    private static readonly TimeSpan SayAfter = TimeSpan.FromSeconds(3);

    /// <returns>Null when it ended before there was anything to show.</returns>
    /// <exception cref="CaptureException">What was asked for cannot be had.</exception>
    public async Task<IScreenSource?> OpenAsync(CancellationToken stop)
    {
        using var over = new CancellationTokenSource(options.Duration ?? Timeout.InfiniteTimeSpan, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop, over.Token);
        SourceName? asked = options.Source ?? (options.DemoViewers is null ? null : new SourceName.Test(TestPictureSource.DefaultSize));
        string? notice = null;
        try
        {
            Task<DetachedSource> opening = DetachedSource.OpenAsync(cancellation => Open(asked, out notice, cancellation), ending.Token);
            await SayWhenLateAsync(opening, $"{asked?.ToString() ?? "the screen"}", ending.Token).ConfigureAwait(false);
            DetachedSource source = await opening.ConfigureAwait(false);
            if (notice is not null) await errors.WriteLineAsync(PrintableText.Of(notice)).ConfigureAwait(false);
            return source;
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task SayWhenLateAsync(Task opening, string source, CancellationToken ending)
    {
        await opening.WaitAsync(SayAfter, time, ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (opening.IsCompleted || ending.IsCancellationRequested) return;
        string waiting = $"waiting for {source}, which has given nothing yet; Ctrl-C ends the wait";
        await errors.WriteLineAsync(PrintableText.Of(waiting)).ConfigureAwait(false);
    }

    private IScreenSource Open(SourceName? asked, out string? notice, CancellationToken cancellation)
    {
        ulong seed = (ulong)(options.Seed ?? BroadcasterKeys.CreateSeed());
        OpenedSource opened = ScreenSources.Open(
            asked, session, seed, options.WatchPointer, StandardStreams.OpenInput, options.Loop, cancellation);
        notice = opened.Notice;
        PictureSize size = opened.Source.Size;
        if (new PictureCopier(options.Broadcast.Scale).Fits(size)) return opened.Source;
        opened.Source.Dispose();
        throw new CaptureException(PictureCopier.WhyTooLarge(size, hasParts: asked is not SourceName.NamedFile));
    }
}
