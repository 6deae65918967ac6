using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Text;
using ScreenShare.Viewer.Gui.Web;

namespace ScreenShare.Viewer.Gui.Tests;

/// <summary>A page without a browser: draws and acknowledges only when the test says so.</summary>
internal sealed class PageSocketClient : IDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[1 << 20];

    public PageCanvas Canvas { get; } = new();

    public List<string> News { get; } = [];

    public static Uri SocketOf(PageAddress address) => new($"ws://{address.Host}/{address.Secret}/feed");

    public async Task ConnectAsync(PageAddress address, CancellationToken cancellation)
    {
        _socket.Options.SetRequestHeader("Origin", address.Origin);
        await _socket.ConnectAsync(SocketOf(address), cancellation);
    }

    /// <summary>Draws the next picture; keeps the news before it. False when the server has said goodbye.</summary>
    public async Task<bool> DrawNextAsync(CancellationToken cancellation)
    {
        while (true)
        {
            int length = 0;
            ValueWebSocketReceiveResult received;
            do
            {
                received = await _socket.ReceiveAsync(_buffer.AsMemory(length), cancellation);
                length += received.Count;
            }
            while (!received.EndOfMessage);

            if (received.MessageType == WebSocketMessageType.Close)
                return false;
            if (received.MessageType == WebSocketMessageType.Binary)
            {
                Canvas.Draw(_buffer.AsSpan(0, length));
                return true;
            }

            News.Add(Encoding.UTF8.GetString(_buffer, 0, length));
        }
    }

    public async Task AcknowledgeAsync(uint number, CancellationToken cancellation)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, number);
        await _socket.SendAsync(bytes.AsMemory(), WebSocketMessageType.Binary, endOfMessage: true, cancellation);
    }

    public void Dispose() => _socket.Dispose();
}
