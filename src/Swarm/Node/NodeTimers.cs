namespace ScreenShare.Swarm.Node;

/// <summary>
/// The table of all that a node does because time has passed, a row for each reason (as in quinn's timer.rs). A row either comes again and
/// again, at a beat that is slower while nothing moves, or is due when its part says so.
/// </summary>
internal sealed class NodeTimers(Instant start)
{
    private readonly List<Row> _rows = [];

    /// <summary>Due again and again; first at once.</summary>
    /// <param name="busy">Between two times while something moves.</param>
    /// <param name="idle">Between two times while nothing does.</param>
    public void Every(NodeTimer timer, TimeSpan busy, TimeSpan idle, Action<Instant> handle) =>
        Add(new Row(timer, handle) { Busy = busy, Idle = idle, BeatAt = start });

    /// <summary>Due when a part says so, as long as it does.</summary>
    /// <param name="due">Null: nothing is.</param>
    public void When(NodeTimer timer, Func<Instant, Instant?> due, Action<Instant> handle) =>
        Add(new Row(timer, handle) { Due = due });

    /// <summary>The earliest; of several at once the first in the table.</summary>
    public Deadline Next(Instant now)
    {
        Deadline? next = null;
        foreach (Row row in _rows)
        {
            if (row.NextAt(now) is { } at && !(next?.At <= at)) next = new Deadline(at, row.Timer);
        }

        return next ?? throw new InvalidOperationException("A node has a beat from its beginning.");
    }

    /// <summary>Does all that is due. True when a beat was among it, and not only what a part waited for.</summary>
    public bool Run(bool isIdle, Instant now)
    {
        bool hasBeat = false;
        foreach (Row row in _rows)
        {
            if (!(row.NextAt(now) <= now)) continue;
            if (row.Due is null)
            {
                hasBeat = true;
                row.BeatAt = now + (isIdle ? row.Idle : row.Busy);
            }

            row.Handle(now);
        }

        return hasBeat;
    }

    /// <summary>Something moves again: no beat waits for as long as it would while nothing does.</summary>
    public void Hasten(Instant now)
    {
        foreach (Row row in _rows)
        {
            if (row.Due is null) row.BeatAt = Instant.Min(row.BeatAt, now + row.Busy);
        }
    }

    private void Add(Row row)
    {
        if (_rows.Count > 0 && _rows[^1].Timer >= row.Timer) throw new ArgumentException($"{row.Timer} is out of order, or there twice.");
        _rows.Add(row);
    }

    private sealed class Row(NodeTimer timer, Action<Instant> handle)
    {
        public NodeTimer Timer => timer;

        public TimeSpan Busy { get; init; }

        public TimeSpan Idle { get; init; }

        public Instant BeatAt { get; set; }

        public Func<Instant, Instant?>? Due { get; init; }

        public Instant? NextAt(Instant now) => Due is null ? BeatAt : Due(now);

        public void Handle(Instant now) => handle(now);
    }
}
