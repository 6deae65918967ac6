using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Sockets;

/// <summary>The listening socket and the task that accepts from it. What it accepts goes to the loop.</summary>
internal sealed class Listener : IDisposable
{
    /// <summary>Newcomers the kernel holds while the loop is busy; what comes on top tries again by itself after a second.</summary>
    private const int Backlog = 128;

    /// <summary>Long enough for some connection to end, short enough for a newcomer, whom the kernel keeps in the backlog.</summary>
    private static readonly TimeSpan PauseWhenOutOfSockets = TimeSpan.FromMilliseconds(500);

    private readonly Socket _socket;

    private Listener(Socket socket) => _socket = socket;

    public ushort Port => (ushort)((IPEndPoint)_socket.LocalEndPoint!).Port; // a bound socket has its end point

    /// <exception cref="NodeHostException">The address or the port is not to be had.</exception>
    public static Listener Open(NodeHostOptions options)
    {
        if (options.BindAddress is { } address) return Open(new IPEndPoint(address, options.Port));
        if (Socket.OSSupportsIPv6)
        {
            try
            {
                return Open(new IPEndPoint(IPAddress.IPv6Any, options.Port));
            }
            catch (NodeHostException withoutIPv6) when (IsLackOfIPv6(withoutIPv6))
            {
                // The kernel knows IPv6 but has it switched off: IPv4 alone, below.
            }
        }

        return Open(new IPEndPoint(IPAddress.Any, options.Port));
    }

    /// <summary>
    /// Ends when the token is cancelled or the inputs are completed. Any failure that waiting does not cure ends it and goes to the loop.
    /// </summary>
    public async Task AcceptAsync(NodeInputs inputs, TimeProvider time, ILogger log, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                try
                {
                    Socket socket = await _socket.AcceptAsync(cancellation).ConfigureAwait(false);
                    if (!await HandOverAsync(socket, inputs, log).ConfigureAwait(false)) return;
                }
                catch (SocketException failure) when (TransientErrors.IsLackOfResources(failure.SocketErrorCode))
                {
                    log.AcceptPaused(failure.SocketErrorCode);
                    await Task.Delay(PauseWhenOutOfSockets, time, cancellation).ConfigureAwait(false);
                }
                catch (SocketException failure) when (TransientErrors.IsOfOneConnection(failure.SocketErrorCode))
                {
                    log.AcceptFailed(failure.SocketErrorCode);
                }
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
        }
        catch (Exception failure)
        {
            await inputs.WriteAsync(NodeInput.Failed(failure), CancellationToken.None).ConfigureAwait(false);
        }
    }

    public void Dispose() => _socket.Dispose();

    private static Listener Open(IPEndPoint endPoint)
    {
        Socket? socket = null;
        try
        {
            socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            if (endPoint.Address.Equals(IPAddress.IPv6Any)) socket.DualMode = true; // IPv4 too
            socket.Bind(endPoint);
            socket.Listen(Backlog);
            return new Listener(socket);
        }
        catch (SocketException failure)
        {
            socket?.Dispose();
            throw new NodeHostException(Explain(endPoint, failure), failure);
        }
    }

    /// <summary>False when nobody takes connections any more.</summary>
    private static async ValueTask<bool> HandOverAsync(Socket socket, NodeInputs inputs, ILogger log)
    {
        bool isTaken = false;
        try
        {
            SocketTuning.Apply(socket);
            var remote = (IPEndPoint)socket.RemoteEndPoint!; // an accepted socket has one
            NodeInput input = NodeInput.Connected(socket, PeerAddress.From(remote.Address, remote.Port), ConnectionSide.Accepted);
            return isTaken = await inputs.WriteAsync(input, CancellationToken.None).ConfigureAwait(false);
        }
        catch (SocketException failure)
        {
            log.AcceptFailed(failure.SocketErrorCode); // gone before it could be tuned
            return true;
        }
        finally
        {
            if (!isTaken) socket.Dispose();
        }
    }

    private static bool IsLackOfIPv6(NodeHostException exception) => exception.InnerException is SocketException
    {
        SocketErrorCode: SocketError.AddressFamilyNotSupported or SocketError.AddressNotAvailable or SocketError.ProtocolNotSupported,
    };

    private static string Explain(IPEndPoint endPoint, SocketException failure) => failure.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => $"port {endPoint.Port} is in use: choose another with --port, or leave it out",
        SocketError.AccessDenied =>
            $"port {endPoint.Port} is not allowed for this user: choose one above 1023 with --port, or leave it out",
        SocketError.AddressNotAvailable => $"{endPoint.Address} is not an address of this machine: choose another --bind, or leave it out",
        _ => $"cannot listen on {endPoint}: {failure.Message}",
    };
}
