namespace ScreenShare.Simulator.Distribution.Protocols.Plain;

/// <summary>
/// Whom a node asks to be its parent, in order: those it was last referred to first. Nobody is asked twice in one search; when all have
/// been asked the search begins anew at the source.
/// </summary>
internal sealed class TreeSearch(int self)
{
    private readonly LinkedList<int> _next = new();
    private readonly HashSet<int> _asked = [];

    /// <param name="known">Best first.</param>
    public void Begin(IEnumerable<int> known)
    {
        _asked.Clear();
        _asked.Add(self);
        _next.Clear();
        foreach (int number in known)
            _next.AddLast(number);
        _next.AddLast(0);
    }

    /// <param name="referred">Best first; they go ahead of all others.</param>
    public void Refer(ReadOnlySpan<int> referred)
    {
        for (int i = referred.Length - 1; i >= 0; i--)
            _next.AddFirst(referred[i]);
    }

    /// <summary>False when all have been asked.</summary>
    public bool TryTake(out int number)
    {
        while (_next.First is { } first)
        {
            number = first.Value;
            _next.RemoveFirst();
            if (_asked.Add(number)) return true;
        }

        number = 0;
        return false;
    }
}
