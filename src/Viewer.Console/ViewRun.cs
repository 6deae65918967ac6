using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using ScreenShare.CommandLine;
using ScreenShare.Frames;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Node;
using ScreenShare.Swarm.Sockets;

namespace ScreenShare.Viewer.Console;

/// <summary>
/// One viewing from start to totals: the main loop that hears notices and commands, looks at the statistics once a second, and decides
/// when to end. Used once.
/// </summary>
internal sealed class ViewRun(ViewOptions options, IViewFace face, PictureStream? pipe, ChannelReader<string> commands, TimeProvider time)
{
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromMilliseconds(100); // 10 drawings a second read as motion
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    // After the broadcaster's last word neighbours may still fetch what this node has: time for many round trips.
    private static readonly TimeSpan LingerFor = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource<ViewEnding> _ending = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ViewTotals _totals = new();
    private readonly Snapshots _snapshots = new(options.SnapshotPath);
    private readonly ViewRates _rates = new(time);
    private readonly long _startedAt = time.GetTimestamp();
    private long _lookedAt = time.GetTimestamp();
    private long? _broadcastEndedAt;

    /// <exception cref="ViewerException">It could not be started.</exception>
    public async Task<ViewEnding> RunAsync(JoinLink link, ILoggerFactory logs, CancellationToken interrupted)
    {
        var sink = new ViewSink(_totals, face, pipe, options.FramesMax, End);
        await using ViewerSession session = await ViewerSession.StartAsync(
            link, options.SessionOptions(), sink, time, logs, interrupted).ConfigureAwait(false);
        using CancellationTokenRegistration registration = interrupted.Register(() => End(ViewEnding.Interrupted));
        Task watching = EndWithAsync(session.Completion);
        try
        {
            face.Listening(session.Port);
            await LoopAsync(session, watching).ConfigureAwait(false);
        }
        catch (IOException fault)
        {
            End(ViewEnding.OutputLost(fault));
        }

        NodeStatistics node = await session.GetStatisticsAsync().ConfigureAwait(false);
        await session.StopAsync().ConfigureAwait(false);
        ViewEnding ending = await _ending.Task.ConfigureAwait(false);
        return Conclude(session, ending, node);
    }

    private void End(ViewEnding ending) => _ending.TrySetResult(ending);

    private async Task EndWithAsync(Task decoding)
    {
        try
        {
            await decoding.ConfigureAwait(false);
        }
        catch (ViewerException e)
        {
            End(ViewEnding.Failed(e));
        }
    }

    private async Task LoopAsync(ViewerSession session, Task watching)
    {
        using var timer = new PeriodicTimer(RefreshEvery, time);
        Task tick = timer.WaitForNextTickAsync().AsTask();
        Task notice = session.Notices.WaitToReadAsync().AsTask();
        Task command = commands.WaitToReadAsync().AsTask();
        while (!_ending.Task.IsCompleted)
        {
            await Task.WhenAny(_ending.Task, tick, notice, command).ConfigureAwait(false);
            if (watching.IsFaulted) await watching.ConfigureAwait(false); // a mistake of this program: it ends with it
            if (notice.IsCompleted)
            {
                HandleNotices(session.Notices);
                notice = session.Notices.WaitToReadAsync().AsTask();
            }

            if (command.IsCompleted)
            {
                if (commands.TryRead(out string? line)) await ObeyAsync(session, ConsoleCommand.Parse(line)).ConfigureAwait(false);
                command = commands.WaitToReadAsync().AsTask();
            }

            if (tick.IsCompleted)
            {
                await LookAsync(session).ConfigureAwait(false);
                tick = timer.WaitForNextTickAsync().AsTask();
            }
        }
    }

    private void HandleNotices(ChannelReader<ViewerNotice> notices)
    {
        while (notices.TryRead(out ViewerNotice? notice))
        {
            face.Notice(notice);
            if (notice is ViewerNotice.Ended && options.Stay) face.Notice(new ViewerNotice.AwaitingNext());
            else if (notice is ViewerNotice.Ended) _broadcastEndedAt ??= time.GetTimestamp();
            else if (notice is ViewerNotice.Equivocation) End(ViewEnding.Equivocation);
            else if (notice is ViewerNotice.Stale && options.EndWhenStale) End(ViewEnding.Stale);
        }
    }

    private async Task ObeyAsync(ViewerSession session, ConsoleCommand command)
    {
        try
        {
            switch (command)
            {
                case ConsoleCommand.Block(var rule):
                    face.Blocked(rule, await session.BlockAsync(rule, CancellationToken.None).ConfigureAwait(false));
                    break;
                case ConsoleCommand.Unblock(var rule):
                    await session.UnblockAsync(rule, CancellationToken.None).ConfigureAwait(false);
                    face.Unblocked(rule);
                    break;
                case ConsoleCommand.LimitUpload(var rate):
                    await session.SetUploadLimitAsync(rate, CancellationToken.None).ConfigureAwait(false);
                    face.Answer($"upload limit: {TypedLimit.Format(rate)}");
                    break;
                case ConsoleCommand.LimitDownload(var rate):
                    await session.SetDownloadLimitAsync(rate, CancellationToken.None).ConfigureAwait(false);
                    face.Answer($"download limit: {TypedLimit.Format(rate)}");
                    break;
                case ConsoleCommand.Peers:
                    face.Peers(await session.GetStatisticsAsync().ConfigureAwait(false));
                    break;
                case ConsoleCommand.Snapshot:
                    face.Answer(_snapshots.Take(session, _totals.Snapshot()).Text);
                    break;
                case ConsoleCommand.Quit:
                    End(ViewEnding.Quit);
                    break;
                case ConsoleCommand.Help:
                    face.Answer(ConsoleCommand.Help.Text);
                    break;
                case ConsoleCommand.Unknown(var complaint):
                    face.Answer(complaint);
                    break;
            }
        }
        catch (NodeHostException)
        {
            face.Answer("the node has stopped"); // the reason ends this viewing in a moment
        }
    }

    private async Task LookAsync(ViewerSession session)
    {
        long now = time.GetTimestamp();
        if (time.GetElapsedTime(_lookedAt, now) >= LookEvery)
        {
            _lookedAt = now;
            face.Statistics(_rates.Look(_totals.Snapshot(), await session.GetStatisticsAsync().ConfigureAwait(false))
                with { Roads = session.RoadStatus });
        }

        face.Refresh(session);
        if (_broadcastEndedAt is { } endedAt && time.GetElapsedTime(endedAt, now) >= LingerFor) End(ViewEnding.BroadcastEnded);
        if (options.Duration is { } duration && time.GetElapsedTime(_startedAt, now) >= duration) End(ViewEnding.Duration);
    }

    private ViewEnding Conclude(ViewerSession session, ViewEnding ending, NodeStatistics node)
    {
        ViewCount count = _totals.Snapshot();
        (double? median, double? p95) = _totals.Delays();
        Picture? last = null;
        string? digest = session.TryCopyPicture(ref last) ? last?.Digest() : null;
        if (options.SnapshotPath is not null) ending = WithSnapshot(ending, _snapshots.Take(session, count));
        try
        {
            face.Summary(new ViewSummary(ending, count, median, p95, digest, node));
        }
        catch (IOException fault) when (ending.Code == ExitCode.Success && ending != ViewEnding.OutputClosed)
        {
            ending = ViewEnding.OutputLost(fault);
        }
        catch (IOException)
        {
            // what went wrong first is what is told
        }

        return ending;
    }

    // A viewing that ended well but could not write what it was asked for has failed.
    private static ViewEnding WithSnapshot(ViewEnding ending, (bool Written, string Text) snapshot) =>
        snapshot.Written || ending.Code != ExitCode.Success
            ? ending
            : ending with { Code = ExitCode.Failure, Text = snapshot.Text };
}
