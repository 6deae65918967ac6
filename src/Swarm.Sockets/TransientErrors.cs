using System.Net.Sockets;

namespace ScreenShare.Swarm.Sockets;

/// <summary>Which failures of a socket call pass by themselves.</summary>
internal static class TransientErrors
{
    /// <summary>The machine or the process is out of sockets, buffers or ports: some will be free again.</summary>
    public static bool IsLackOfResources(SocketError error) => error is
        SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable or
        SocketError.AddressAlreadyInUse or SocketError.AddressNotAvailable;

    /// <summary>
    /// Accepting also reports what befell the newcomer or its network (accept(2), "Error handling"); the next one may be well.
    /// </summary>
    public static bool IsOfOneConnection(SocketError error) => error is
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.NetworkDown or SocketError.NetworkUnreachable or
        SocketError.HostDown or SocketError.HostUnreachable or SocketError.TimedOut or SocketError.ProtocolOption or
        SocketError.OperationNotSupported or SocketError.AccessDenied; // a firewall's word on Linux
}
