using Microsoft.Extensions.Logging;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Swarm;

/// <summary>What a node is given from outside: chance, cryptography, and a log that decides nothing.</summary>
public sealed record NodeServices(Random Random, IContentVerifier Verifier, ILogger Log)
{
    public IChunkMemory Chunks { get; init; } = new CopiedChunks();
}
