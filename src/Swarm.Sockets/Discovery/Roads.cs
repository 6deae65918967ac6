using Microsoft.Extensions.Logging;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Node;

namespace ScreenShare.Swarm.Sockets.Discovery;

/// <summary>
/// All roads by which one node looks for others, gone at once. What they tell goes to the node, which believes none of it. While nobody is
/// connected, or nothing new comes, all are hurried, less and less often. Owned by whoever started it; disposing ends them.
/// </summary>
public sealed class Roads : IAsyncDisposable, IPeerListener
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>Between two hurries: twice as long each time.</summary>
    private static readonly TimeSpan HurryAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan HurryAtMost = TimeSpan.FromSeconds(60);

    private readonly NodeHost _host;
    private readonly RoadMap _map;
    private readonly IReadOnlyList<IPeerSource> _sources;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _going;

    private Roads(NodeHost host, RoadMap map, TimeProvider time, ILogger log)
    {
        _host = host;
        _map = map;
        _sources = map.Sources;
        _time = time;
        _log = log;
        _going = Task.WhenAll([.. _sources.Select(GoAsync), HurryWhileAloneAsync()]);
    }

    /// <summary>There is a road at all.</summary>
    public bool Any => _sources.Count > 0;

    /// <summary>How each does and how many peers are known, such as "DHT 34 nodes; tracker ok; local 2; book 14".</summary>
    public string Status => string.Join(
        "; ", [.. _sources.Select(source => source.Status).Where(status => status.Length > 0), $"book {_host.Statistics.KnownPeers}"]);

    /// <param name="random">Of what need not be secret.</param>
    public static Roads Start(
        NodeHost host, Infohash infohash, RoadSettings settings, Random random, TimeProvider time, ILoggerFactory logs)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(settings);
        ILogger log = logs.CreateLogger<Roads>();
        return new Roads(host, RoadMap.Of(settings, infohash, host.Port, random, time, log), time, log);
    }

    /// <inheritdoc/>
    public async ValueTask HearAsync(IReadOnlyList<PeerAddress> peers, PeerAddress teller, CancellationToken cancellation)
    {
        PeerAddress[] heard = [.. peers];
        if (heard.Length == 0) return;
        await _host.PostAsync((node, now) => node.HearPeers(heard, teller, now), cancellation).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested) return;
        await _stop.CancelAsync().ConfigureAwait(false);
        await _going.ConfigureAwait(false);
        await _map.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    /// <summary>One road to its end, which is the node's end, ours, or a fault of the road that nobody foresaw: the others go on.</summary>
    private async Task GoAsync(IPeerSource source)
    {
        try
        {
            await source.RunAsync(this, _stop.Token).ConfigureAwait(false);
        }
        catch (Exception over) when (_stop.IsCancellationRequested || over is NodeHostException)
        {
            // no road leads to a node that has ended
        }
        catch (Exception failure)
        {
            DiscoveryLog.RoadFailed(_log, source.GetType().Name, failure);
        }
    }

    private async Task HurryWhileAloneAsync()
    {
        using var timer = new PeriodicTimer(LookEvery, _time);
        TimeSpan alone = TimeSpan.Zero;
        TimeSpan wait = HurryAfter;
        FrameNumber? newest = null;
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
            {
                NodeStatistics statistics = await _host.GetStatisticsAsync(_stop.Token).ConfigureAwait(false);
                bool isAlone = statistics.Neighbours.Count == 0 || statistics.NewestFrame == newest;
                newest = statistics.NewestFrame;
                alone = isAlone ? alone + LookEvery : TimeSpan.Zero;
                if (!isAlone) wait = HurryAfter;
                if (alone < wait) continue;
                alone = TimeSpan.Zero;
                wait = TimeSpan.FromTicks(Math.Min(wait.Ticks * 2, HurryAtMost.Ticks));
                foreach (IPeerSource source in _sources) source.Hurry();
            }
        }
        catch (Exception over) when (over is OperationCanceledException or NodeHostException)
        {
            // ended, by us or with the node
        }
    }
}
