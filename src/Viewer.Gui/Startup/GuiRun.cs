using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using ScreenShare.CommandLine;
using ScreenShare.CommandLine.Output;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Node;
using ScreenShare.Swarm.Sockets;
using ScreenShare.Viewer.Gui.Feed;

namespace ScreenShare.Viewer.Gui.Startup;

/// <summary>
/// One viewing: hears notices, looks at the statistics once a second, tells the pages, and sets the limits they want. Used once.
/// </summary>
internal sealed class GuiRun(PictureFeed feed, ViewNews news, LimitWishes wishes, TimeProvider time)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private long _lookedAt = time.GetTimestamp();
    private long _received;
    private long _sent;
    private long? _uploadLimit;
    private long? _downloadLimit;

    /// <summary>Ends when it is interrupted. The end of the broadcast ends nothing: its last picture is there to be looked at.</summary>
    /// <param name="ready">Called once, when the session has started.</param>
    /// <exception cref="ViewerException">It could not be started or cannot go on.</exception>
    public async Task RunAsync(
        JoinLink link, ViewerSessionOptions options, ILoggerFactory logs, Action ready, CancellationToken interrupted)
    {
        await using ViewerSession session = await ViewerSession.StartAsync(link, options, feed, time, logs, interrupted)
            .ConfigureAwait(false);
        (_uploadLimit, _downloadLimit) = (options.Swarm.UploadLimitBytesPerSecond, options.Swarm.DownloadLimitBytesPerSecond);
        news.HandleLimits(_uploadLimit, _downloadLimit);
        ready();
        try
        {
            await LoopAsync(session, interrupted).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            End(ViewPhase.Closed, "start it again and open the address it prints");
        }
    }

    /// <summary>The pages' last news.</summary>
    public void End(ViewPhase phase, string text)
    {
        news.End(phase, text);
        feed.WakeAll();
    }

    private async Task LoopAsync(ViewerSession session, CancellationToken interrupted)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        Task tick = timer.WaitForNextTickAsync(interrupted).AsTask();
        Task notice = session.Notices.WaitToReadAsync(interrupted).AsTask();
        Task wish = wishes.WaitAsync(interrupted);
        while (true)
        {
            Task first = await Task.WhenAny(session.Completion, tick, notice, wish).ConfigureAwait(false);
            await first.ConfigureAwait(false); // a fault or an interruption ends this here
            if (session.Completion.IsCompleted)
                await Task.Delay(Timeout.InfiniteTimeSpan, interrupted).ConfigureAwait(false); // nothing more comes: the picture stays
            if (notice.IsCompleted)
            {
                Tell(session.Notices);
                notice = session.Notices.WaitToReadAsync(interrupted).AsTask();
            }

            if (wish.IsCompleted)
            {
                await ObeyAsync(session).ConfigureAwait(false);
                wish = wishes.WaitAsync(interrupted);
            }

            if (tick.IsCompleted)
            {
                await LookAsync(session).ConfigureAwait(false);
                tick = timer.WaitForNextTickAsync(interrupted).AsTask();
            }

            feed.WakeAll();
        }
    }

    private void Tell(ChannelReader<ViewerNotice> notices)
    {
        while (notices.TryRead(out ViewerNotice? notice))
        {
            news.Handle(notice);
            StandardOutput.Say(PrintableText.Of(notice.Text));
        }
    }

    private async Task ObeyAsync(ViewerSession session)
    {
        try
        {
            while (wishes.TryTake(out LimitWish wish))
            {
                if (wish.Kind == LimitKind.Upload)
                    await session.SetUploadLimitAsync(_uploadLimit = wish.BytesPerSecond, CancellationToken.None).ConfigureAwait(false);
                else
                    await session.SetDownloadLimitAsync(_downloadLimit = wish.BytesPerSecond, CancellationToken.None).ConfigureAwait(false);
            }

            news.HandleLimits(_uploadLimit, _downloadLimit);
        }
        catch (NodeHostException)
        {
            // The node has stopped; the session's completion tells why.
        }
    }

    private async Task LookAsync(ViewerSession session)
    {
        NodeStatistics node = await session.GetStatisticsAsync().ConfigureAwait(false);
        long now = time.GetTimestamp();
        double seconds = Math.Max(time.GetElapsedTime(_lookedAt, now).TotalSeconds, 0.001); // two looks at once: no division by zero
        news.Handle(node, (node.WireBytesReceived - _received) / seconds, (node.WireBytesSent - _sent) / seconds, feed.Told, feed.Standing);
        (_lookedAt, _received, _sent) = (now, node.WireBytesReceived, node.WireBytesSent);
    }
}
