namespace ScreenShare.Broadcaster.Demo;

/// <summary>What one viewer of the demo has said so far. Owned by the demo's loop.</summary>
internal sealed class ViewerRecord(int number, ViewerPart part, string broadcasterAddress)
{
    private readonly List<ShownPicture> _shown = [];
    private readonly List<double> _delaysMs = [];

    /// <summary>From 1.</summary>
    public int Number => number;

    public ViewerPart Part => part;

    /// <summary>The newest frame published when it joined the session; null before.</summary>
    public uint? JoinedAtFrame { get; private set; }

    public IReadOnlyList<ShownPicture> Shown => _shown;

    public long Skipped { get; private set; }

    /// <summary>Neighbours, the broadcaster counted in.</summary>
    public int Peers { get; private set; }

    public long BytesFromBroadcaster { get; private set; }

    public long BytesFromViewers { get; private set; }

    /// <summary>What the broadcaster had delivered when the viewer said that it is blocked; null before.</summary>
    public long? BytesFromBroadcasterWhenBlocked { get; private set; }

    /// <summary>It has summed up, as only a viewer does that ends properly.</summary>
    public bool HasSummary { get; private set; }

    public string? LastDigest { get; private set; }

    public void Handle(ViewerLine line, uint newestPublished)
    {
        switch (line.Event)
        {
            case "joined":
                JoinedAtFrame ??= newestPublished;
                break;
            case "frame" when line.Frame is { } frame:
                _shown.Add(new ShownPicture(frame, line.Digest));
                _delaysMs.Add(line.DelayMs ?? 0);
                LastDigest = line.Digest;
                break;
            case "stats":
                Peers = line.Peers ?? 0;
                TakeTotals(line);
                break;
            case "blocked" when line.Address == broadcasterAddress:
                BytesFromBroadcasterWhenBlocked = line.DeliveredBytes();
                break;
            case "summary":
                HasSummary = true;
                LastDigest = line.LastDigest;
                TakeTotals(line);
                break;
        }
    }

    /// <summary>The delay that so many percent of the shown pictures do not exceed; null before the first.</summary>
    public double? DelayMs(int percent)
    {
        if (_delaysMs.Count == 0) return null;
        List<double> sorted = [.. _delaysMs];
        sorted.Sort();
        return sorted[(percent * sorted.Count + 99) / 100 - 1];
    }

    private void TakeTotals(ViewerLine line)
    {
        Skipped = line.Skipped ?? 0;
        IReadOnlyList<ViewerLine.DeliveredLine> delivered = line.DeliveredList() ?? [];
        BytesFromBroadcaster = delivered.Where(from => from.Address == broadcasterAddress).Sum(from => from.Bytes);
        BytesFromViewers = delivered.Sum(from => from.Bytes) - BytesFromBroadcaster;
    }
}

/// <param name="Digest">Of the whole picture as it was shown.</param>
internal readonly record struct ShownPicture(uint Frame, string? Digest);
