using System.Diagnostics;
using ScreenShare.Bench.Measuring;
using ScreenShare.Swarm.Publishing;

namespace ScreenShare.Bench.Distribute;

/// <summary>
/// The source process of <c>distribute-real stream</c>: publishes frames at a steady pace, whoever follows or does not, and sums up what
/// each viewer showed after the first seconds.
/// </summary>
internal sealed class RealStream
{
    /// <summary>In these viewers join, links are measured, and who is too slow finds out.</summary>
    private static readonly TimeSpan Beginning = TimeSpan.FromSeconds(5);

    private readonly RealSettings _settings;
    private readonly RealSwarm _swarm;
    private readonly TimeSpan _interval;
    private readonly List<(long Published, string Digest)> _frames = []; // from number 1

    private RealStream(RealSettings settings, RealSwarm swarm, TimeSpan interval)
    {
        _settings = settings;
        _swarm = swarm;
        _interval = interval;
    }

    /// <param name="frames">Published in all.</param>
    public static Task<RealStreamRun> RunAsync(
        RealSettings settings, double framesPerSecond, int frames, CancellationToken cancellation)
    {
        TimeSpan interval = TimeSpan.FromSeconds(1 / framesPerSecond);
        return RealSwarm.RunAsync(
            settings, swarm => new RealStream(settings, swarm, interval).MeasureAsync(frames, cancellation), cancellation);
    }

    private async Task<RealStreamRun> MeasureAsync(int frames, CancellationToken cancellation)
    {
        uint last = await PublishAsync(frames, cancellation);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(_settings.Patience);
        RealStreamViewer[] viewers = await Task.WhenAll(_swarm.Viewers.Select(viewer => SumAsync(viewer, last, patience.Token)));
        NodeCounts own = await NodeCounts.ReadAsync(_swarm.Host, interfaceName: null, cancellation);
        double copies = own.PieceSent / ((double)frames * _settings.Bytes);
        return new RealStreamRun(_settings.Bytes, _settings.ChunkCapacity, frames, viewers, copies);
    }

    /// <summary>Gives the number of the last frame.</summary>
    private async Task<uint> PublishAsync(int frames, CancellationToken cancellation)
    {
        uint last = 0;
        using var pace = new PeriodicTimer(_interval);
        for (int i = 0; i < frames && await pace.WaitForNextTickAsync(cancellation); i++)
        {
            PublishedFrame frame = _swarm.Broadcast.Next();
            _frames.Add((Stopwatch.GetTimestamp(), _swarm.Broadcast.Digest));
            await _swarm.Host.PublishAsync(frame, cancellation);
            last = frame.Frame.Value;
        }

        return last;
    }

    private async Task<RealStreamViewer> SumAsync(ViewerPost viewer, uint last, CancellationToken cancellation)
    {
        var delays = new Samples();
        int wrong = 0;
        long from = _frames[0].Published + (long)(Beginning.TotalSeconds * Stopwatch.Frequency);
        await foreach ((uint Frame, long Timestamp, string Digest) release in viewer.ReleasesToAsync(last, cancellation))
        {
            (long published, string digest) = _frames[(int)release.Frame - 1];
            wrong += release.Digest == digest ? 0 : 1;
            if (release.Timestamp >= from) delays.Add(Stopwatch.GetElapsedTime(published, release.Timestamp).TotalSeconds);
        }

        double seconds = Stopwatch.GetElapsedTime(from, _frames[^1].Published).TotalSeconds;
        return new RealStreamViewer(delays.Count / seconds, delays.Median, delays.P95, delays.Max, wrong);
    }
}
