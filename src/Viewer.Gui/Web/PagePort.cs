using System.Net;
using System.Net.Sockets;

namespace ScreenShare.Viewer.Gui.Web;

/// <summary>
/// The socket that the page's server listens with. Opened before the server is, because a server that cannot says so in a log of its own,
/// at length.
/// </summary>
internal static class PagePort
{
    /// <summary>Bound, and the caller's to hand to the server or dispose.</summary>
    /// <param name="port">0: any free one.</param>
    /// <exception cref="ViewerException">The port is taken or forbidden.</exception>
    public static Socket Open(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return socket;
        }
        catch (SocketException failure)
        {
            socket.Dispose();
            throw new ViewerException(ViewerFault.Node, Explain(port, failure), failure);
        }
    }

    private static string Explain(int port, SocketException failure) => failure.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => $"--page-port {port} is in use: choose another, or leave it out",
        SocketError.AccessDenied => $"--page-port {port} is not allowed for this user: choose one above 1023, or leave it out",
        _ => $"cannot serve the page on port {port}: {failure.Message}",
    };
}
