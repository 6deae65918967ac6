using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace ScreenShare.Swarm.Sockets.Tests;

/// <summary>Both ends of a connection over the loopback.</summary>
internal sealed class SocketPair : IDisposable
{
    private SocketPair(Socket near, Socket far)
    {
        Near = near;
        Far = far;
    }

    /// <summary>The end for what is tested, which disposes it.</summary>
    public Socket Near { get; }

    /// <summary>The peer's end.</summary>
    public Socket Far { get; }

    /// <param name="segmentBytes">What a packet carries at most, its TCP options included; null: what the loopback takes, 64 KiB.</param>
    public static async Task<SocketPair> ConnectAsync(CancellationToken cancellation, int? segmentBytes = null)
    {
        using var listening = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listening.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listening.Listen();
        var near = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        if (segmentBytes is { } most)
            near.SetRawSocketOption(optionLevel: 6, optionName: 2, MemoryMarshal.AsBytes([most])); // IPPROTO_TCP, TCP_MAXSEG
        await near.ConnectAsync(listening.LocalEndPoint!, cancellation);
        return new SocketPair(near, await listening.AcceptAsync(cancellation));
    }

    public void Dispose()
    {
        Near.Dispose();
        Far.Dispose();
    }
}
