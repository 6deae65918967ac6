using ScreenShare.Simulator.Network;
using ScreenShare.Swarm;

namespace ScreenShare.Simulator.Distribution;

/// <summary>
/// Plays a plan with one protocol: viewers join one after the other, the mesh settles, then the rounds are published. Ends when everybody
/// who can has the last round and all is quiet, or when patience ends.
/// </summary>
public sealed class DistributionRun : IDisposable
{
    /// <summary>Until what is superfluous has arrived, too, so that it is counted.</summary>
    private static readonly TimeSpan QuietTime = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan BetweenRounds = TimeSpan.FromMilliseconds(500);

    private readonly DistributionPlan _plan;
    private readonly ProtocolStage _stage;
    private readonly IProtocol _protocol;
    private readonly List<Action> _marks = [];
    private readonly bool[] _isCutOff; // by number: 0 is the source
    private NodeBytes[] _before = [];
    private Instant _measuredFrom;
    private TimeSpan _processorBefore;
    private Instant? _endsAt;
    private bool _roundIsOpen;
    private int _served; // viewers before this one have the open round, or cannot have it

    private DistributionRun(DistributionPlan plan, Func<ProtocolStage, IProtocol> create)
    {
        _plan = plan;
        _stage = new ProtocolStage(plan);
        _protocol = create(_stage);
        _isCutOff = new bool[plan.Viewers + 1];
        for (int viewer = plan.EarlyViewers; viewer < plan.Viewers; viewer++)
            _isCutOff[viewer + 1] = true; // not there yet
    }

    public static DistributionResult Play(DistributionPlan plan, Func<ProtocolStage, IProtocol> create)
    {
        using var run = new DistributionRun(plan, create);
        return run.Play();
    }

    public void Dispose() => _protocol.Dispose();

    private DistributionResult Play()
    {
        for (int i = 0; i < _plan.EarlyViewers; i++)
        {
            int viewer = i;
            At(Instant.Zero + (i * _plan.JoinInterval), () => _protocol.Join(viewer));
        }

        At(Instant.Zero + _plan.StartsAt, Publish);
        while (_stage.Network.TryTake(_endsAt ?? new Instant(long.MaxValue), out Occurrence occurrence))
        {
            if (occurrence.Kind == OccurrenceKind.Mark) _marks[occurrence.Number]();
            else _protocol.Handle(occurrence);
            if (_roundIsOpen && IsEverywhere(_stage.Arrivals.RoundsPublished - 1)) CloseRound();
        }

        return Sum();
    }

    private void Publish()
    {
        ArrivalLog log = _stage.Arrivals;
        int round = log.RoundsPublished;
        Instant now = _stage.Network.Now;
        bool isStream = _plan.RoundInterval is not null;
        bool isLast = round == _plan.Rounds - 1;
        if (isStream ? round == 0 : isLast) StartMeasuring(now);
        log.Publish(now);
        _served = 0;
        _roundIsOpen = isLast || !isStream;
        if (isLast) _endsAt = now + _plan.Patience;
        _protocol.Publish(round);
        if (!isLast && _plan.RoundInterval is { } interval) At(now + interval, Publish);
    }

    /// <summary>Everybody has the round, so the next may come, or the end.</summary>
    private void CloseRound()
    {
        _roundIsOpen = false;
        Instant now = _stage.Network.Now;
        if (_endsAt is null) At(now + BetweenRounds, Publish);
        else _endsAt = Instant.Min(_endsAt.Value, now + QuietTime);
    }

    private bool IsEverywhere(int round)
    {
        while (_served < _plan.Viewers && (_stage.Arrivals.Has(_served, round) || !CanHave(_served)))
            _served++;
        return _served == _plan.Viewers;
    }

    private bool CanHave(int viewer) =>
        !_isCutOff[viewer + 1] && _stage.Network.IsAlive(ProtocolStage.HostOf(viewer));

    private void StartMeasuring(Instant now)
    {
        _measuredFrom = now;
        _before = ReadBytes();
        foreach (DistributionStep step in _plan.Steps)
            At(now + step.At, () => Take(step));
        for (int i = 0; i < _plan.LateJoins.Count; i++)
        {
            int viewer = _plan.EarlyViewers + i;
            At(now + _plan.LateJoins[i], () => JoinLate(viewer));
        }

        _processorBefore = Environment.CpuUsage.TotalTime;
    }

    private void JoinLate(int viewer)
    {
        _isCutOff[viewer + 1] = false;
        _served = 0;
        _stage.Arrivals.JoinLate(viewer);
        _protocol.Join(viewer);
    }

    private void Take(DistributionStep step)
    {
        var host = new HostId(step.Host + 1);
        switch (step.Kind)
        {
            case StepKind.Link:
                _stage.Network.SetLink(host, step.Link ?? throw new ArgumentException("a step to another link names it"));
                break;
            case StepKind.Cut:
            case StepKind.Heal:
                _isCutOff[step.Host] = step.Kind == StepKind.Cut;
                _served = 0;
                for (int other = 1; other <= _plan.Viewers + 1; other++)
                {
                    if (other == host.Value) continue;
                    if (step.Kind == StepKind.Cut) _stage.Network.Cut(host, new HostId(other));
                    else _stage.Network.Heal(host, new HostId(other));
                }

                break;
            case StepKind.SilentDeath:
                _stage.Network.SilentDeath(host);
                break;
            case StepKind.Reset:
                _stage.Network.Reset(host);
                break;
            default:
                throw new ArgumentException($"no such step: {step.Kind}");
        }
    }

    private void At(Instant time, Action action)
    {
        _marks.Add(action);
        _stage.Network.SetMark(time, _marks.Count - 1);
    }

    private NodeBytes[] ReadBytes()
    {
        var bytes = new NodeBytes[_plan.Viewers + 1];
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = _protocol.BytesOf(new HostId(i + 1));
        return bytes;
    }

    private DistributionResult Sum()
    {
        TimeSpan processor = Environment.CpuUsage.TotalTime - _processorBefore;
        NodeBytes[] bytes = ReadBytes();
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] -= _before[i];
        var isAlive = new bool[_plan.Viewers];
        for (int i = 0; i < isAlive.Length; i++)
            isAlive[i] = CanHave(i);
        return new DistributionResult(
            _plan,
            _stage.Arrivals,
            bytes,
            isAlive,
            (_stage.Network.Now - _measuredFrom).TotalSeconds,
            processor.TotalSeconds,
            _stage.Trace.ToString(),
            _stage.Trace.Entries);
    }
}
