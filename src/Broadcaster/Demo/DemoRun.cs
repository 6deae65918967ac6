using System.Net;
using Microsoft.Extensions.Logging;
using ScreenShare.Broadcaster.Broadcasting;
using ScreenShare.Broadcaster.Capture;
using ScreenShare.Broadcaster.Display;
using ScreenShare.Broadcaster.Startup;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Broadcaster.Demo;

/// <summary>
/// The whole thing on one machine: a broadcast in this process, viewers in processes of their own that find each other, lose the
/// broadcaster, die and join late, and a verdict on whether all that should hold did.
/// </summary>
internal sealed class DemoRun(Options options, ViewerProgram viewer, IDemoFace face, TimeProvider time, ILoggerFactory logs)
{
    private static readonly TimeSpan DefaultDuration = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// The demo's time stands still while a viewer that was started has not joined yet: on a busy machine starting takes long, and that is
    /// not what is shown. In all it stands still for no longer than this.
    /// </summary>
    private static readonly TimeSpan JoinPatience = TimeSpan.FromSeconds(40);

    /// <summary>
    /// After the last frame viewers end by themselves; then they are asked to, then made to. On a busy machine that takes some seconds, and
    /// who is slow is not who hangs.
    /// </summary>
    private static readonly TimeSpan QuitAfter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(20);

    /// <summary>Whoever was told to end, and has no verdict to look for, does not wait so long.</summary>
    private static readonly TimeSpan QuitAfterStop = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan GiveUpAfterStop = TimeSpan.FromSeconds(2);

    /// <summary>Reading the processes' accounts is some hundred small files.</summary>
    private const int LooksByReading = 5;

    private readonly TimeSpan _duration = options.Duration ?? DefaultDuration;
    private readonly BroadcastProgress _progress = new(time);
    private readonly PublishedPictures _published = new();
    private readonly ProcessorShare _share = new(LookEvery);
    private int _looks;
    private TimeSpan _lookedAt;
    private TimeSpan _played;
    private TimeSpan _waitedForJoins;

    /// <returns>Whether everything held.</returns>
    public async Task<bool> RunAsync(IScreenSource source, CancellationToken stop)
    {
        var node = new NodeSettings
        {
            Bind = IPAddress.Loopback,
            Port = options.Port,
            Peers = options.Peers,
            UploadLimitBytesPerSecond = options.UploadLimitBytesPerSecond,
            Seed = options.Seed ?? BroadcasterKeys.CreateSeed(),
        };
        using BroadcasterKeys keys = BroadcasterKeys.Create();
        await using LiveBroadcast broadcast = await LiveBroadcast.StartAsync(
            source, options.Broadcast with { Digest = true }, node, keys, now => now, time, logs, stop).ConfigureAwait(false);
        PeerAddress address = PeerAddress.From(IPAddress.Loopback, broadcast.Port);
        var joinLink = new JoinLink(keys.Public.Infohash, options.Title, [new PeerEndpoint(address)], trackers: [], keys.Content);
        string link = joinLink.ToLinkText();
        face.Begin(source.Description, link);

        IReadOnlyList<ViewerPart> parts = DemoCast.Of(options.DemoViewers!.Value); // not null, or there would be no demo
        await using var troupe = new ViewerTroupe(viewer, parts, link, address.ToString(), _duration);
        await face.ShowAsync(show => PlayAsync(broadcast, troupe, show, stop)).ConfigureAwait(false);
        DemoOutcome outcome = OutcomeOf(broadcast, troupe, stop.IsCancellationRequested);
        IReadOnlyList<string> broken = DemoVerdict.BrokenConditions(outcome);
        face.End(outcome, broken);
        return broken.Count == 0;
    }

    private async Task PlayAsync(LiveBroadcast broadcast, ViewerTroupe troupe, Action<DemoScene> show, CancellationToken stop)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task broadcasting = broadcast.RunAsync(ending.Token);
        using var looks = new PeriodicTimer(LookEvery, time);
        try
        {
            while (!broadcasting.IsCompleted)
            {
                if (!ending.IsCancellationRequested) await troupe.DirectAsync(_played).ConfigureAwait(false);
                await looks.WaitForNextTickAsync(CancellationToken.None).ConfigureAwait(false);
                Look(broadcast, troupe, show);
                LetTimePass(troupe);
                if (_played >= _duration) await ending.CancelAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            await broadcasting.ConfigureAwait(false);
        }

        await SeeOffAsync(broadcast, troupe, show, looks, stop).ConfigureAwait(false);
    }

    /// <summary>The broadcast is over: waits for the viewers to find that out, show the last picture and sum up.</summary>
    private async Task SeeOffAsync(
        LiveBroadcast broadcast, ViewerTroupe troupe, Action<DemoScene> show, PeriodicTimer looks, CancellationToken stop)
    {
        long over = time.GetTimestamp();
        bool asked = false;
        while (!troupe.AllHaveExited && time.GetElapsedTime(over) < (stop.IsCancellationRequested ? GiveUpAfterStop : GiveUpAfter))
        {
            await looks.WaitForNextTickAsync(CancellationToken.None).ConfigureAwait(false);
            Look(broadcast, troupe, show);
            if (asked || time.GetElapsedTime(over) < (stop.IsCancellationRequested ? QuitAfterStop : QuitAfter)) continue;
            await troupe.QuitAsync().ConfigureAwait(false);
            asked = true;
        }

        await looks.WaitForNextTickAsync(CancellationToken.None).ConfigureAwait(false); // the last lines of those who have just gone
        Look(broadcast, troupe, show);
    }

    private void LetTimePass(ViewerTroupe troupe)
    {
        TimeSpan passed = _progress.Elapsed - _lookedAt;
        _lookedAt += passed;
        if (troupe.SomeAreJoining && _waitedForJoins < JoinPatience) _waitedForJoins += passed;
        else _played += passed;
    }

    private void Look(LiveBroadcast broadcast, ViewerTroupe troupe, Action<DemoScene> show)
    {
        while (broadcast.Reports.TryRead(out FrameReport? report))
        {
            _progress.Add(report);
            _published.Add(report.Frame.Value, report.Digest, _progress.Elapsed);
        }

        _share.HandleWaking(_progress.Elapsed);
        if (_looks++ % LooksByReading == 0) _share.Read([Environment.ProcessId, .. troupe.ProcessIds]);
        troupe.Hear(_published.Newest);
        List<DemoRow> rows = [.. troupe.Records.Select(record => RowOf(record, troupe.StateOf(record)))];
        show(new DemoScene(_progress.Look(broadcast.Statistics, broadcast.Held.Look()), CopiesOf(broadcast), rows));
    }

    private static DemoRow RowOf(ViewerRecord record, string state) => new(
        record.Number, record.Part, state, record.Shown.Count, record.Skipped, record.DelayMs(50), record.DelayMs(95),
        record.BytesFromBroadcaster, record.BytesFromViewers);

    private static double CopiesOf(LiveBroadcast broadcast) =>
        broadcast.Statistics.PieceBytesSent / (double)Math.Max(broadcast.Statistics.PublishedBytes, 1);

    private DemoOutcome OutcomeOf(LiveBroadcast broadcast, ViewerTroupe troupe, bool interrupted) => new(
        Math.Round(_progress.Elapsed.TotalSeconds, 2),
        _published.Count,
        broadcast.Statistics.PublishedBytes,
        broadcast.Statistics.PieceBytesSent,
        Math.Round(CopiesOf(broadcast), 3),
        Math.Round(_share.Share, 2),
        interrupted,
        [.. troupe.Records.Select(OutcomeOf)]);

    private ViewerOutcome OutcomeOf(ViewerRecord record)
    {
        PicturesSeen seen = _published.SeenBy(record.Shown, record.JoinedAtFrame ?? uint.MaxValue);
        return new ViewerOutcome(
            record.Number,
            record.Part,
            record.HasSummary,
            FramesPublishedMeanwhile: seen.Published,
            FramesShown: seen.Shown,
            record.Skipped,
            StoodStillSeconds: Math.Round(seen.StoodStill.TotalSeconds, 1),
            WrongPictures: seen.Wrong,
            HasLastPicture: _published.Count > 0 && record.LastDigest == _published.NewestDigest,
            record.DelayMs(50),
            record.DelayMs(95),
            record.BytesFromBroadcaster,
            record.BytesFromViewers,
            record.BytesFromBroadcasterWhenBlocked);
    }
}
