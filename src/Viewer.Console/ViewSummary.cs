using ScreenShare.Swarm.Node;

namespace ScreenShare.Viewer.Console;

/// <summary>What a viewing came to.</summary>
/// <param name="MedianDelayMs">Null when nothing was shown; so are the next and the digest.</param>
/// <param name="LastDigest">Digest of the picture as it was at the end.</param>
internal sealed record ViewSummary(
    ViewEnding Ending,
    ViewCount Count,
    double? MedianDelayMs,
    double? P95DelayMs,
    string? LastDigest,
    NodeStatistics Node);
