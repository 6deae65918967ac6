using System.Net;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Trackers;

namespace ScreenShare.Swarm.Sockets.Discovery;

/// <summary>
/// One tracker as a road: announces at the start, as often as the tracker asks, sooner when nothing comes, and says goodbye in the end.
/// Several are several roads: a link has no tiers (BEP 12), all of them are asked at once.
/// </summary>
public sealed class TrackerRoad : IPeerSource
{
    /// <summary>Of one announcement with everything: names, connections, questions asked again.</summary>
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan GoodbyeAtMost = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(30);

    private readonly TrackerUrl _url;
    private readonly ITracker _tracker;
    private readonly TrackerAnnounce _announce;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly ResiliencePipeline _resilience;
    private readonly Channel<bool> _hurry = Channel.CreateBounded<bool>(1);
    private volatile string _status = "tracker asked";

    /// <param name="announce">Without an event: that is the road's.</param>
    public TrackerRoad(TrackerUrl url, TrackerAnnounce announce, IPAddress? bind, TimeProvider time, ILogger log)
    {
        ArgumentNullException.ThrowIfNull(url);
        _url = url;
        _announce = announce;
        _time = time;
        _log = log;
        _tracker = url.Scheme == "udp" ? new UdpTracker(url, bind, time) : new HttpTracker(url);
        var failed = new PredicateBuilder().Handle<TrackerException>().Handle<TimeoutRejectedException>();
        _resilience = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions // a dead tracker costs nothing for a while, however much we need peers
            {
                ShouldHandle = failed,
                FailureRatio = 1,
                MinimumThroughput = 2,
                SamplingDuration = TimeSpan.FromMinutes(2),
                BreakDuration = TimeSpan.FromSeconds(20),
            })
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = failed,
                MaxRetryAttempts = 1,
                Delay = TimeSpan.FromSeconds(1),
                UseJitter = true,
            })
            .AddTimeout(AtMost)
            .Build();
    }

    public string Status => _status;

    public void Hurry() => _hurry.Writer.TryWrite(true);

    public async Task RunAsync(IPeerListener listener, CancellationToken cancellation)
    {
        using ITracker tracker = _tracker;
        bool isKnown = false;
        try
        {
            while (true)
            {
                TrackerAnswer? answer = await AskAsync(
                    isKnown ? TrackerEvent.None : TrackerEvent.Started, listener, cancellation).ConfigureAwait(false);
                isKnown |= answer is { Failure: null };
                TimeSpan least = answer?.MinInterval ?? AfterFailure;
                await Task.Delay(least, _time, cancellation).ConfigureAwait(false);
                Task hurried = _hurry.Reader.WaitToReadAsync(cancellation).AsTask();
                await Task.WhenAny(hurried, Task.Delay((answer?.Interval ?? least) - least, _time, cancellation)).ConfigureAwait(false);
                _hurry.Reader.TryRead(out _);
            }
        }
        finally
        {
            if (isKnown) await SayGoodbyeAsync().ConfigureAwait(false);
        }
    }

    private async Task<TrackerAnswer?> AskAsync(TrackerEvent what, IPeerListener listener, CancellationToken cancellation)
    {
        try
        {
            (TrackerAnswer answer, PeerAddress teller) = await _resilience.ExecuteAsync(
                async token => await _tracker.AnnounceAsync(_announce with { Event = what }, token).ConfigureAwait(false),
                cancellation).ConfigureAwait(false);
            _status = answer.Failure is null ? "tracker ok" : "tracker refuses";
            if (answer.Failure is { } refusal) DiscoveryLog.TrackerRefuses(_log, _url, refusal);
            await listener.HearAsync(answer.Peers, teller, cancellation).ConfigureAwait(false);
            return answer;
        }
        catch (Exception failure) when (failure is TrackerException or TimeoutRejectedException or BrokenCircuitException)
        {
            _status = "tracker fails";
            if (failure is not BrokenCircuitException) DiscoveryLog.TrackerFails(_log, _url, failure.Message);
            return null;
        }
    }

    private async Task SayGoodbyeAsync()
    {
        using var late = new CancellationTokenSource(GoodbyeAtMost, _time);
        try
        {
            await _tracker.AnnounceAsync(_announce with { Event = TrackerEvent.Stopped, Wanted = 0 }, late.Token).ConfigureAwait(false);
        }
        catch (Exception lost) when (lost is TrackerException or OperationCanceledException)
        {
            // it forgets us by itself
        }
    }
}
