using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Window;

/// <summary>One frame of the window: its verified manifest and what has arrived of its delta.</summary>
internal sealed class WindowFrame
{
    /// <param name="delta">Taken over from its holder, for as long as the frame is in the window.</param>
    public WindowFrame(Manifest manifest, ChunkSet? delta, Instant arrivedAt)
    {
        Manifest = manifest;
        Delta = delta;
        ArrivedAt = arrivedAt;
    }

    public Manifest Manifest { get; }

    /// <summary>Null for a frame without chunks.</summary>
    public ChunkSet? Delta { get; }

    public Instant ArrivedAt { get; }

    public FrameNumber Frame => Manifest.Frame;

    /// <summary>What the frame consists of is known, so a target may reach it.</summary>
    public bool IsIndexed => Delta is null || Delta.Index is not null;
}
