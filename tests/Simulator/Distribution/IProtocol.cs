using ScreenShare.Simulator.Network;

namespace ScreenShare.Simulator.Distribution;

/// <summary>
/// A way to bring blobs from a source to viewers, all of its nodes together, on hosts of a <see cref="ProtocolStage"/>. It is told what
/// happens to them and notes in the stage's log who has what. Single-threaded; a function of the stage and its seed.
/// </summary>
public interface IProtocol : IDisposable
{
    /// <summary>The viewer, from 0, joins now.</summary>
    void Join(int viewer);

    /// <summary>The source has the next blob. Rounds come in order.</summary>
    void Publish(int round);

    /// <summary>For one of the protocol's hosts; marks are the runner's.</summary>
    void Handle(in Occurrence occurrence);

    /// <summary>Since its start; of hosts that died, too.</summary>
    NodeBytes BytesOf(HostId host);
}
