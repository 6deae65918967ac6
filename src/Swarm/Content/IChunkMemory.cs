namespace ScreenShare.Swarm.Content;

/// <summary>
/// Where the bytes of verified chunks are kept: a node's own, or, where a simulator runs a thousand nodes, one copy for all of them.
/// </summary>
public interface IChunkMemory
{
    /// <summary>Gives memory with the same bytes that nobody changes any more.</summary>
    /// <param name="chunk">Borrowed for the call.</param>
    /// <param name="hash">What it was verified against.</param>
    ReadOnlyMemory<byte> Keep(ReadOnlySpan<byte> chunk, in Hash256 hash);
}
