using Microsoft.Extensions.Logging;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Swarm;

/// <summary>What a node is given from outside: chance, cryptography, and a log that decides nothing.</summary>
public sealed record NodeServices(Random Random, IContentVerifier Verifier, ILogger Log)
{
    /// <summary>Where chunks are stored; several nodes of one process may share it.</summary>
    public IChunkMemory Chunks { get; init; } = new ChunkPool();

    /// <summary>A program gives one that nobody can guess; what is made of the seed will do for a simulation.</summary>
    public NodeSecret Secret { get; init; } = NodeSecret.Seeded(Random);
}
