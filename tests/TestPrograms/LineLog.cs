namespace ScreenShare.TestPrograms;

/// <summary>All lines that a program has written so far. Any number of tasks may wait for one that is still to come.</summary>
internal sealed class LineLog
{
    private readonly Lock _gate = new();
    private readonly List<JsonLine> _lines = [];
    private TaskCompletionSource _change = NewChange();
    private bool _isComplete;

    public IReadOnlyList<JsonLine> All
    {
        get
        {
            lock (_gate) return [.. _lines];
        }
    }

    public void Add(JsonLine line)
    {
        lock (_gate) _lines.Add(line);
        Tell();
    }

    /// <summary>No line will come any more.</summary>
    public void Complete()
    {
        lock (_gate) _isComplete = true;
        Tell();
    }

    /// <summary>The first of all lines, written already or not, that is wanted; null when the log is complete without one.</summary>
    public async Task<JsonLine?> FirstAsync(Func<JsonLine, bool> isWanted, CancellationToken cancellation)
    {
        int next = 0;
        while (true)
        {
            Task change;
            lock (_gate)
            {
                for (; next < _lines.Count; next++)
                {
                    if (isWanted(_lines[next])) return _lines[next];
                }

                if (_isComplete) return null;
                change = _change.Task;
            }

            await change.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Tell()
    {
        TaskCompletionSource change;
        lock (_gate)
        {
            change = _change;
            _change = NewChange();
        }

        change.SetResult();
    }
}
