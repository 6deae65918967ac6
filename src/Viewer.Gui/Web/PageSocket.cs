using System.Buffers.Binary;
using System.Net.WebSockets;
using ScreenShare.Viewer.Gui.Feed;

namespace ScreenShare.Viewer.Gui.Web;

/// <summary>
/// One page's socket: sends news and pictures for as long as the page draws what it is sent, and hears what it has drawn. Two tasks, both
/// ended before <see cref="RunAsync"/> returns.
/// </summary>
internal sealed class PageSocket(WebSocket socket, PictureFeed feed, ViewNews news) : IDisposable
{
    /// <summary>A number of four bytes: all that a page has to say.</summary>
    private const int DrawnBytes = 4;

    private readonly PageCredit _credit = new();
    private readonly PictureUpdate _update = new();
    private readonly PictureMessage _message = new();
    private int _newsVersion;

    /// <summary>Ends when the page leaves or breaks the rules, and on <paramref name="stopping"/> after the last news.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        PageView view = feed.Open();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Task sending = SendAsync(view, ending.Token);
        try
        {
            if (!await ReceiveAsync(view).ConfigureAwait(false))
                socket.Abort(); // also ends a send that nobody reads
        }
        finally
        {
            feed.Close(view);
            await ending.CancelAsync().ConfigureAwait(false);
            await sending.ConfigureAwait(false);
        }
    }

    public void Dispose() => _message.Dispose();

    // False when the page did not end it in order. Never cancelled, which would break the socket before the last news: the page answers the
    // goodbye, or the server cuts it off.
    private async Task<bool> ReceiveAsync(PageView view)
    {
        byte[] buffer = new byte[DrawnBytes];
        try
        {
            while (true)
            {
                ValueWebSocketReceiveResult received =
                    await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None).ConfigureAwait(false);
                if (received.MessageType == WebSocketMessageType.Close)
                    return true;
                bool isDrawn = received is { MessageType: WebSocketMessageType.Binary, EndOfMessage: true, Count: DrawnBytes }
                    && _credit.TryReturn(BinaryPrimitives.ReadUInt32LittleEndian(buffer));
                if (!isDrawn)
                    return false; // not our page
                view.Wake();
            }
        }
        catch (WebSocketException)
        {
            return false; // gone without a word
        }
    }

    private async Task SendAsync(PageView view, CancellationToken ending)
    {
        try
        {
            await SendUntilAsync(view, ending).ConfigureAwait(false);
        }
        catch (WebSocketException)
        {
            // the receiving task hears the same
        }
    }

    // Nothing here is cancelled midway either: what has begun is finished, and ends with the page at the latest.
    private async Task SendUntilAsync(PageView view, CancellationToken ending)
    {
        while (!ending.IsCancellationRequested)
        {
            await view.WaitAsync(ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await SendNewsAsync().ConfigureAwait(false);
            while (!ending.IsCancellationRequested && _credit.IsLeft && feed.TryTake(view, _update))
                await SendAsync(_message.Write(_update, _credit.Spend()), WebSocketMessageType.Binary).ConfigureAwait(false);
        }

        await SendNewsAsync().ConfigureAwait(false); // the last, which may have come while a picture was being sent
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            await socket.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, null, CancellationToken.None).ConfigureAwait(false);
    }

    private async Task SendNewsAsync()
    {
        if (socket.State == WebSocketState.Open && news.TryRead(ref _newsVersion, out ReadOnlyMemory<byte> json))
            await SendAsync(json, WebSocketMessageType.Text).ConfigureAwait(false);
    }

    private ValueTask SendAsync(ReadOnlyMemory<byte> message, WebSocketMessageType type) =>
        socket.SendAsync(message, type, endOfMessage: true, CancellationToken.None);
}
