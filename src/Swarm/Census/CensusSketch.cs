using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Census;

/// <summary>
/// A set of viewers that any number of nodes can add to in any order and as often as they like: the smallest <see cref="EntriesMax"/> of
/// the numbers they drew. While there are fewer it is the set itself; then the largest kept tells how densely the numbers lie
/// (bottom-k sketch, Cohen and Kaplan 2007; standard error 1/√(k - 2), 4.4 %).
/// </summary>
internal sealed class CensusSketch
{
    public const int EntriesMax = SwarmLimits.CensusEntriesMax;

    /// <summary>More viewers than any swarm has had; a liar's number stays readable.</summary>
    private const int ViewersMax = 1_000_000;

    private readonly CensusEntry[] _entries = new CensusEntry[EntriesMax];
    private int _count;

    /// <summary>By number, rising.</summary>
    public ReadOnlySpan<CensusEntry> Entries => _entries.AsSpan(0, _count);

    /// <summary>False when the number is there, or too large to be kept.</summary>
    public bool Add(CensusEntry entry)
    {
        int at = FirstNotBelow(entry.Number);
        if (at == EntriesMax || (at < _count && _entries[at].Number == entry.Number)) return false;
        _count = Math.Min(_count + 1, EntriesMax);
        _entries.AsSpan(at, _count - at - 1).CopyTo(_entries.AsSpan(at + 1));
        _entries[at] = entry;
        return true;
    }

    public void Clear() => _count = 0;

    public ViewerCount Count()
    {
        int behind = 0, joining = 0;
        foreach (CensusEntry entry in Entries)
        {
            behind += entry.State == ViewerState.Behind ? 1 : 0;
            joining += entry.State == ViewerState.Joining ? 1 : 0;
        }

        if (_count < EntriesMax) return new ViewerCount(_count, behind, joining);
        double viewers = (EntriesMax - 1) * (double)CensusEntry.NumbersEnd / (_entries[^1].Number + 1.0);
        double each = Math.Min(viewers, ViewersMax) / EntriesMax;
        return new ViewerCount((int)Math.Min(viewers, ViewersMax), (int)(behind * each), (int)(joining * each));
    }

    public void CheckInvariants()
    {
        for (int i = 1; i < _count; i++)
            Invariant.Holds(_entries[i - 1].Number < _entries[i].Number, $"number {_entries[i].Number} comes after the one before it");
    }

    private int FirstNotBelow(int number)
    {
        int low = 0, high = _count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_entries[middle].Number < number) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
