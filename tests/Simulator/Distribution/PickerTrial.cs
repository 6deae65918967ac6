using ScreenShare.Simulator.Distribution.Protocols;
using ScreenShare.Simulator.Network;
using ScreenShare.Swarm;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Simulator.Distribution;

/// <summary>
/// One viewer and several nodes that hold the same blob, behind uplinks of unequal rates that change now and then: how well a picker shares
/// the work out. The broadcaster has gone by then.
/// </summary>
public sealed class PickerTrial : IDisposable
{
    private const int RatesMark = 0;
    private static readonly TimeSpan RatesLast = TimeSpan.FromMilliseconds(250);
    private static readonly HostLink Near = new() { Delay = TimeSpan.FromMilliseconds(1) };

    private readonly PickerPlan _plan;
    private readonly ProtocolStage _stage;
    private readonly SwarmProtocol _swarm;
    private readonly Random _noise;
    private double _deliverable; // bytes that all sources together could have sent since the viewer joined
    private double _rate;
    private Instant _rateSince;
    private Instant? _boundAt;

    private PickerTrial(PickerPlan plan)
    {
        _plan = plan;
        _noise = new Random(Seeds.Derive(plan.Seed, SeedPurpose.Scenario));
        _stage = new ProtocolStage(new DistributionPlan
        {
            Name = "pickers",
            Seed = plan.Seed,
            SourceLink = Near,
            ViewerLinks = [.. Enumerable.Repeat(Near, plan.BytesPerSecond.Count + 1)],
            BlobBytes = plan.BlobBytes,
            ChunkBytes = plan.ChunkBytes,
        });
        _swarm = new SwarmProtocol(_stage);
    }

    private int Viewer => _plan.BytesPerSecond.Count;

    /// <returns>Seconds from the viewer's joining until it has the blob, and those that all uplinks together need for its bytes.</returns>
    public static PickerResult Play(PickerPlan plan)
    {
        using var trial = new PickerTrial(plan);
        trial.GiveSourcesTheBlob();
        return trial.Measure();
    }

    public void Dispose() => _swarm.Dispose();

    private void GiveSourcesTheBlob()
    {
        for (int i = 0; i < Viewer; i++)
            _swarm.Join(i);
        Run(until: new Instant(TimeSpan.TicksPerSecond));
        _stage.Arrivals.Publish(_stage.Network.Now);
        _swarm.Publish(0);
        Run(until: _stage.Network.Now + TimeSpan.FromSeconds(5));
        _stage.Network.Reset(ProtocolStage.Source);
    }

    private PickerResult Measure()
    {
        Instant start = _rateSince = _stage.Network.Now;
        DrawRates();
        var contacts = new PeerAddress[Viewer];
        for (int i = 0; i < contacts.Length; i++)
            contacts[i] = ProtocolStage.AddressOf(i + 1);
        _swarm.Join(Viewer, new SwarmOptions { Picker = _plan.IsStatic ? PickerKind.Static : PickerKind.Stealing }, contacts);
        Run(until: start + _plan.Patience);
        NoteBound();
        NodeBytes got = _swarm.BytesOf(ProtocolStage.HostOf(Viewer));
        TimeSpan? whole = _stage.Arrivals.Delay(0, Viewer) - (start - _stage.Arrivals.PublishedAt(0));
        double duplicates = got.DataReceived == 0 ? 0 : got.DuplicatesReceived / (double)got.DataReceived;
        double bound = ((_boundAt ?? start) - start).TotalSeconds;
        return new PickerResult(whole?.TotalSeconds ?? double.PositiveInfinity, bound, duplicates, _stage.Trace.ToString());
    }

    private void Run(Instant until)
    {
        while (!_stage.Arrivals.Has(Viewer, 0) && _stage.Network.TryTake(until, out Occurrence occurrence))
        {
            if (occurrence.Kind == OccurrenceKind.Mark) DrawRates();
            else _swarm.Handle(occurrence);
        }
    }

    private void DrawRates()
    {
        NoteBound();
        _rate = 0;
        for (int i = 0; i < Viewer; i++)
        {
            double rate = _plan.BytesPerSecond[i] * (1 + (_plan.Noise * ((2 * _noise.NextDouble()) - 1)));
            _rate += rate;
            _stage.Network.SetLink(ProtocolStage.HostOf(i), Near with { UpBytesPerSecond = (long)rate });
        }

        _stage.Network.SetMark(_stage.Network.Now + RatesLast, RatesMark);
    }

    private void NoteBound()
    {
        Instant now = _stage.Network.Now;
        double added = _rate * (now - _rateSince).TotalSeconds;
        if (_boundAt is null && _rate > 0 && _deliverable + added >= _plan.BlobBytes)
            _boundAt = _rateSince + TimeSpan.FromSeconds((_plan.BlobBytes - _deliverable) / _rate);
        _deliverable += added;
        _rateSince = now;
    }
}

/// <param name="BytesPerSecond">Of each source's uplink, before noise.</param>
/// <param name="Noise">Each rate is redrawn now and then, evenly up to this share above or below.</param>
/// <param name="IsStatic">Chunk i only from source i mod N.</param>
public sealed record PickerPlan(
    int Seed, int BlobBytes, int ChunkBytes, IReadOnlyList<double> BytesPerSecond, double Noise, bool IsStatic, TimeSpan Patience);

/// <param name="BoundSeconds">The blob's bytes over all uplinks' rates as they were drawn; headers are not in it.</param>
public sealed record PickerResult(double Seconds, double BoundSeconds, double DuplicateShare, string TraceHash);
