using ScreenShare.Swarm.Content;

namespace ScreenShare.Broadcaster.Broadcasting;

/// <summary>What is told of a published frame with a picture.</summary>
/// <param name="Delay">From just before the grab until the node had the frame.</param>
/// <param name="Encoding">Comparing, encoding, sealing, signing.</param>
/// <param name="Tiles">That changed; 0 when only the pointer did.</param>
/// <param name="Bytes">One copy of the chunks that carry what changed.</param>
/// <param name="Digest">Of the whole picture without the pointer, when asked for.</param>
internal sealed record FrameReport(FrameNumber Frame, TimeSpan Delay, TimeSpan Encoding, int Tiles, long Bytes, string? Digest);
