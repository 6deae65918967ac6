namespace ScreenShare.Bench.Measuring;

/// <summary>
/// One distribution of one blob as it was measured, simulated or real. Times count from the moment the blob was published; null: the
/// viewer never had it whole, as one that was cut off.
/// </summary>
internal sealed record BlobRun
{
    public required IReadOnlyList<double?> PerViewerSeconds { get; init; }

    /// <summary>Bytes of the blob's pieces that the source sent, over the blob's.</summary>
    public required double SourceCopies { get; init; }

    /// <summary>Bytes of pieces that arrived where they were there already, over all bytes of pieces that arrived at viewers.</summary>
    public required double DuplicateShare { get; init; }

    /// <summary>Bytes given to connections that are not data of pieces, over all bytes given to connections, by all nodes.</summary>
    public required double ProtocolShare { get; init; }

    /// <summary>Whatever else is worth a column of its own, such as the seed; in this order.</summary>
    public IReadOnlyList<(string Name, object Value)> More { get; init; } = [];

    /// <summary>Of those that had it at all; infinite when none did.</summary>
    public double LastSeconds => Last ?? PerViewerSeconds.Max() ?? double.PositiveInfinity;

    /// <summary>Set where runs are summed up: the median of what was last in each is not the last of the viewers' medians.</summary>
    internal double? Last { get; init; }
}
