namespace ScreenShare.Swarm.Sockets.Discovery;

/// <summary>
/// A road by which a node hears of others, and others of it: the DHT, a tracker, the local network. Each goes by itself and fails alone.
/// All members may be used from any thread.
/// </summary>
public interface IPeerSource
{
    /// <summary>How it does, in a few words for a status line, such as "DHT 34 nodes" or "tracker ok".</summary>
    string Status { get; }

    /// <summary>Goes on until cancelled; what goes wrong on the way shows in <see cref="Status"/>.</summary>
    Task RunAsync(IPeerListener listener, CancellationToken cancellation);

    /// <summary>Nothing comes by any road: look again now rather than at the usual pace. What is asked too often is passed over.</summary>
    void Hurry();
}
