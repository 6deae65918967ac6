using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Window;

namespace ScreenShare.Swarm.Source;

/// <summary>At the source: a frame whose chunks are on their way to those that are sent them first.</summary>
internal sealed class SpreadingFrame(WindowFrame frame, ChunkSet delta, Instant at)
{
    public WindowFrame Frame { get; } = frame;

    public ChunkSet Delta { get; } = delta;

    public Instant PublishedAt { get; } = at;

    /// <summary>Published, or last waited for the uplink.</summary>
    public Instant At { get; set; } = at;

    public bool IsJudged { get; set; }

    /// <summary>Who is sent each chunk first; null while nobody takes it.</summary>
    public Receiver?[] FirstOf { get; } = new Receiver?[delta.ChunkCount];
}
