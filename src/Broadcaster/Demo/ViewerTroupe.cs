using System.Threading.Channels;

namespace ScreenShare.Broadcaster.Demo;

/// <summary>
/// All viewers of a demo: their processes, what they have said, and the parts they play. Owned by the demo's loop; disposing ends
/// them all.
/// </summary>
internal sealed class ViewerTroupe : IAsyncDisposable
{
    /// <summary>A viewer that is its own broadcaster's only neighbour must not cut itself off: it needs one other at least.</summary>
    private const int PeersToBlock = 2;

    // Some thirty lines a second and viewer, taken ten times a second: a hundred times what waits at most. Full: viewers wait to be heard.
    private readonly Channel<ViewerSaying> _sayings =
        Channel.CreateBounded<ViewerSaying>(new BoundedChannelOptions(4096) { SingleReader = true });

    private readonly ViewerProgram _program;
    private readonly string _link;
    private readonly string _broadcasterAddress;
    private readonly TimeSpan _duration;
    private readonly ViewerRecord[] _records;
    private readonly ViewerProcess?[] _processes;
    private readonly bool[] _directed;

    public ViewerTroupe(ViewerProgram program, IReadOnlyList<ViewerPart> parts, string link, string broadcasterAddress, TimeSpan duration)
    {
        _program = program;
        _link = link;
        _broadcasterAddress = broadcasterAddress;
        _duration = duration;
        _records = [.. parts.Select((part, i) => new ViewerRecord(i + 1, part, broadcasterAddress))];
        _processes = new ViewerProcess?[parts.Count];
        _directed = new bool[parts.Count];
    }

    public IReadOnlyList<ViewerRecord> Records => _records;

    /// <summary>Somebody was started and has neither joined nor ended.</summary>
    public bool SomeAreJoining =>
        _records.Any(record => record.JoinedAtFrame is null && _processes[record.Number - 1] is { HasExited: false });

    /// <summary>Nobody who was started still runs.</summary>
    public bool AllHaveExited => _processes.All(process => process?.HasExited ?? true);

    /// <summary>The time until everybody has joined, and the demo's own, with plenty to spare: a bound for orphans, nobody else.</summary>
    private TimeSpan ViewerLife => 2 * _duration + TimeSpan.FromSeconds(30);

    /// <summary>Of those that run.</summary>
    public IEnumerable<int> ProcessIds =>
        _processes.OfType<ViewerProcess>().Where(process => !process.HasExited).Select(process => process.Id);

    public void Hear(uint newestPublished)
    {
        while (_sayings.Reader.TryRead(out ViewerSaying said)) _records[said.Number - 1].Handle(said.Line, newestPublished);
    }

    /// <summary>Lets everybody play their part as of <paramref name="elapsed"/>.</summary>
    public async Task DirectAsync(TimeSpan elapsed)
    {
        for (int i = 0; i < _records.Length; i++)
        {
            bool joinsNow = _records[i].Part != ViewerPart.Late || elapsed >= DemoCast.JoinsLate(_duration);
            if (joinsNow) _processes[i] ??= ViewerProcess.Start(_program, i + 1, _link, ViewerLife, _sayings.Writer);
            if (_processes[i] is { } process && !_directed[i])
                _directed[i] = await DirectAsync(process, _records[i], elapsed).ConfigureAwait(false);
        }
    }

    public async Task QuitAsync()
    {
        foreach (ViewerProcess? process in _processes)
            if (process is not null) await process.SendAsync("quit").ConfigureAwait(false);
    }

    public string StateOf(ViewerRecord record)
    {
        ViewerProcess? process = _processes[record.Number - 1];
        if (process is null) return "to come";
        if (record.HasSummary) return "ended";
        if (process.HasExited && record.Part == ViewerPart.Killed && _directed[record.Number - 1]) return "killed";
        if (process.HasExited) return process.LastError ?? "gone";
        if (record.BytesFromBroadcasterWhenBlocked is not null) return "cut off";
        return record.Shown.Count > 0 ? "watching" : "starting";
    }

    public async ValueTask DisposeAsync()
    {
        // Their last words may still fill the channel; nobody reads it any more.
        _sayings.Writer.TryComplete();
        foreach (ViewerProcess? process in _processes)
            if (process is not null) await process.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>True when nothing is left for the viewer to be told.</summary>
    private async Task<bool> DirectAsync(ViewerProcess process, ViewerRecord record, TimeSpan elapsed)
    {
        switch (record.Part)
        {
            case ViewerPart.Blocks when elapsed >= DemoCast.BlocksFrom(_duration) && record.Peers >= PeersToBlock:
                await process.SendAsync($"block {_broadcasterAddress}").ConfigureAwait(false);
                return true;
            case ViewerPart.Killed when elapsed >= DemoCast.Kills(_duration):
                process.Kill();
                return true;
            default:
                return record.Part is ViewerPart.Watches or ViewerPart.Late;
        }
    }
}
