using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Window;

/// <summary>
/// All slots' records as of one frame, in slot order, and what keeps their bytes: shared by a key frame's entry and its assembly, and let
/// go when both have done with it. Counted on the loop; the assembly only reads.
/// </summary>
internal sealed class StateSnapshot
{
    private readonly Record[] _records;
    private int _holders = 1; // whoever takes it

    /// <param name="records">Copied, and held from here on.</param>
    public StateSnapshot(ReadOnlySpan<Record> records)
    {
        _records = records.ToArray();
        foreach (Record record in _records)
            record.Buffer?.Hold();
    }

    public ReadOnlySpan<Record> Records => _records;

    public void Hold() => _holders++;

    public void LetGo()
    {
        if (--_holders > 0) return;
        foreach (Record record in _records)
            record.Buffer?.LetGo();
    }
}
