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
        WebSocketMessageType received;
        do
            received = await ReceiveAsync(cancellation);
        while (received == WebSocketMessageType.Text);
        return received == WebSocketMessageType.Binary;
    }

    /// <summary>The next that is no picture; pictures before it are drawn.</summary>
    public async Task<string> NextNewsAsync(CancellationToken cancellation)
    {
        int had = News.Count;
        while (News.Count == had)
            await ReceiveAsync(cancellation);
        return News[had];
    }

    public Task SayAsync(string words, CancellationToken cancellation) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(words), WebSocketMessageType.Text, endOfMessage: true, cancellation);

    public async Task AcknowledgeAsync(uint number, CancellationToken cancellation)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, number);
        await _socket.SendAsync(bytes.AsMemory(), WebSocketMessageType.Binary, endOfMessage: true, cancellation);
    }

    private async Task<WebSocketMessageType> ReceiveAsync(CancellationToken cancellation)
    {
        int length = 0;
        ValueWebSocketReceiveResult received;
        do
        {
            received = await _socket.ReceiveAsync(_buffer.AsMemory(length), cancellation);
            length += received.Count;
        }
        while (!received.EndOfMessage);

        if (received.MessageType == WebSocketMessageType.Binary) Canvas.Draw(_buffer.AsSpan(0, length));
        else if (received.MessageType == WebSocketMessageType.Text) News.Add(Encoding.UTF8.GetString(_buffer, 0, length));
        return received.MessageType;
    }

    public void Dispose() => _socket.Dispose();
}
