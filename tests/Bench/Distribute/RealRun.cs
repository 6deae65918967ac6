using ScreenShare.Bench.Measuring;

namespace ScreenShare.Bench.Distribute;

/// <summary>What one measured blob among real nodes gave; written by the source as one line of JSON, its last.</summary>
/// <param name="PerViewerSeconds">From publication to release, by viewer from 1; null for who did not come to it.</param>
/// <param name="IsComplete">All that were not cut off came to it, and released what was published.</param>
/// <param name="SourceCopies">Piece bytes the source sent, as a multiple of the blob's chunks.</param>
/// <param name="InterfaceCopies">All bytes that left the source's interface, likewise; null when no interface was named.</param>
/// <param name="DuplicateShare">Of the piece bytes that viewers received.</param>
/// <param name="ProtocolShare">Of the bytes that all nodes gave to their connections.</param>
/// <param name="CpuSeconds">Processor time of all processes from before the publication to after the last release.</param>
internal sealed record RealRun(
    int Bytes,
    int ChunkBytes,
    int Warm,
    IReadOnlyList<double?> PerViewerSeconds,
    bool IsComplete,
    double SourceCopies,
    double? InterfaceCopies,
    double DuplicateShare,
    double ProtocolShare,
    long ChunksStolen,
    double CpuSeconds)
{
    public BlobRun ToBlobRun() => new()
    {
        PerViewerSeconds = PerViewerSeconds,
        SourceCopies = SourceCopies,
        DuplicateShare = DuplicateShare,
        ProtocolShare = ProtocolShare,
        Last = IsComplete ? null : double.PositiveInfinity,
        More =
        [
            ("interfaceCopies", InterfaceCopies is { } copies ? Math.Round(copies, 3) : "-"),
            ("chunksStolen", ChunksStolen),
            ("cpuSeconds", Math.Round(CpuSeconds, 2)),
        ],
    };
}
