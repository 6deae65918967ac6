using System.Net;
using System.Net.Sockets;

namespace ScreenShare.Swarm.Sockets.Tests;

/// <summary>A TCP connection to a port of this machine by way of another, which can be cut in the middle. Carries one connection.</summary>
internal sealed class Cable : IDisposable
{
    private readonly Socket _listening = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public Cable()
    {
        _listening.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listening.Listen();
    }

    public int Port => ((IPEndPoint)_listening.LocalEndPoint!).Port;

    /// <summary>Carries bytes both ways until <paramref name="cutAfterBytes"/> have come from the far end, then resets both ends.</summary>
    public async Task CarryAsync(int farPort, long cutAfterBytes, CancellationToken cancellation)
    {
        using Socket near = await _listening.AcceptAsync(cancellation);
        using var far = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await far.ConnectAsync(new IPEndPoint(IPAddress.Loopback, farPort), cancellation);
        near.LingerState = far.LingerState = new LingerOption(enable: true, seconds: 0); // closing then sends a reset

        Task upstream = CopyAsync(near, far, long.MaxValue, cancellation);
        await CopyAsync(far, near, cutAfterBytes, cancellation);
        near.Close();
        far.Close();
        await upstream;
    }

    public void Dispose() => _listening.Dispose();

    private static async Task CopyAsync(Socket from, Socket to, long bytes, CancellationToken cancellation)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (bytes > 0)
            {
                int read = await from.ReceiveAsync(buffer, cancellation);
                if (read == 0) return;
                await to.SendAsync(buffer.AsMemory(0, read), cancellation);
                bytes -= read;
            }
        }
        catch (Exception cut) when (cut is SocketException or ObjectDisposedException)
        {
            // The other direction has been cut.
        }
    }
}
