using System.Diagnostics;
using ScreenShare.Swarm.Publishing;

namespace ScreenShare.Bench.Distribute;

/// <summary>
/// The source process of <c>distribute-real source</c>: publishes the blobs one after the other, each when every viewer has the one
/// before, and measures the last. Says <c>published</c> on standard output when the measured one is out, so that a script knows when to
/// cut.
/// </summary>
internal sealed class RealSource
{
    private readonly RealSettings _settings;
    private readonly RealSwarm _swarm;

    private RealSource(RealSettings settings, RealSwarm swarm)
    {
        _settings = settings;
        _swarm = swarm;
    }

    public static Task<RealRun> RunAsync(RealSettings settings, CancellationToken cancellation) =>
        RealSwarm.RunAsync(settings, swarm => new RealSource(settings, swarm).MeasureAsync(cancellation), cancellation);

    private async Task<RealRun> MeasureAsync(CancellationToken cancellation)
    {
        for (int blob = 0; blob < _settings.Warm; blob++)
            await SpreadAsync(_swarm.Broadcast.Next(), announce: false, cancellation);

        PublishedFrame measured = _swarm.Broadcast.Next(); // sealed, packed and signed before the clock runs
        await _swarm.AskAllAsync("arm", "armed", cancellation);
        NodeCounts before = await CountAsync(cancellation);
        BlobTimes times = await SpreadAsync(measured, announce: true, cancellation);
        NodeCounts own = await CountAsync(cancellation) - before;
        List<string[]> counts = await _swarm.AskAllAsync("report", "counts", cancellation);
        return Sum(measured.ContentBytes, times, own, counts.ConvertAll(words => NodeCounts.Parse(words.AsSpan(1))));
    }

    /// <summary>Publishes and waits for all that are not to be cut off, within patience.</summary>
    private async Task<BlobTimes> SpreadAsync(PublishedFrame frame, bool announce, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(_settings.Patience);
        var times = new BlobTimes(new double?[_swarm.Viewers.Count], Stopwatch.GetTimestamp());
        await _swarm.Host.PublishAsync(frame, cancellation);
        if (announce) Console.WriteLine("published");
        for (int i = 0; i < _swarm.Viewers.Count; i++)
        {
            if (announce && _settings.Cut.Contains(_swarm.Viewers[i].Index)) continue;
            try
            {
                await foreach ((uint Frame, long Timestamp, string Digest) release
                    in _swarm.Viewers[i].ReleasesToAsync(frame.Frame.Value, patience.Token))
                {
                    if (release.Frame != frame.Frame.Value) continue;
                    times.PerViewer[i] = Stopwatch.GetElapsedTime(times.Published, release.Timestamp).TotalSeconds;
                    times.Wrong += release.Digest == _swarm.Broadcast.Digest ? 0 : 1;
                }
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                times.Missing++;
            }
        }

        return times;
    }

    private Task<NodeCounts> CountAsync(CancellationToken cancellation) =>
        NodeCounts.ReadAsync(_swarm.Host, _settings.InterfaceName, cancellation);

    private RealRun Sum(long contentBytes, BlobTimes times, NodeCounts own, List<NodeCounts> theirs) => new(
        _settings.Bytes,
        _settings.ChunkCapacity,
        _settings.Warm,
        times.PerViewer,
        IsComplete: times.Missing == 0 && times.Wrong == 0,
        own.PieceSent / (double)contentBytes,
        _settings.InterfaceName is null ? null : own.InterfaceSent / (double)contentBytes,
        theirs.Sum(each => each.Duplicates) / (double)theirs.Sum(each => each.PieceReceived),
        (own.ProtocolSent + theirs.Sum(each => each.ProtocolSent)) / (double)(own.WireSent + theirs.Sum(each => each.WireSent)),
        theirs.Sum(each => each.Stolen),
        (own.CpuMicroseconds + theirs.Sum(each => each.CpuMicroseconds)) / 1e6);

    /// <summary>When whom one blob reached.</summary>
    private sealed record BlobTimes(double?[] PerViewer, long Published)
    {
        /// <summary>Waited for in vain.</summary>
        public int Missing { get; set; }

        /// <summary>Released something else than was published.</summary>
        public int Wrong { get; set; }
    }
}
