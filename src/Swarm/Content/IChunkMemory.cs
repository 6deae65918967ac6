using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Content;

/// <summary>
/// Where the bytes of verified chunks are kept: a node's own, or, where a simulator runs a thousand nodes, one copy for all of them.
/// </summary>
public interface IChunkMemory
{
    /// <summary>Gives memory with the same bytes that nobody changes as long as it is held; the caller holds it.</summary>
    /// <param name="chunk">Borrowed for the call.</param>
    /// <param name="hash">What it was verified against.</param>
    StoredChunk Keep(ReadOnlySpan<byte> chunk, in Hash256 hash);

    /// <summary>Time to give up what is not needed.</summary>
    void HandleTick(Instant now)
    {
    }

    /// <summary>Recomputes every redundant counter, if there is one; throws when one is wrong.</summary>
    internal void CheckInvariants()
    {
    }
}
