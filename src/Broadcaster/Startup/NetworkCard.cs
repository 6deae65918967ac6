using System.Net;

namespace ScreenShare.Broadcaster.Startup;

/// <summary>One interface of this machine that is up, and what is known of who may be reached by it.</summary>
/// <param name="Wiring">Where its packets go.</param>
/// <param name="HasHeard">Something has come in by it since it is there.</param>
internal sealed record NetworkCard(string Name, CardWiring Wiring, bool HasHeard, IReadOnlyList<IPAddress> Addresses);
