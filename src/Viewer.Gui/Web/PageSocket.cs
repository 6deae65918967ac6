using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using ScreenShare.Viewer.Gui.Feed;

namespace ScreenShare.Viewer.Gui.Web;

/// <summary>
/// One page's socket: sends news and pictures for as long as the page draws what it is sent, hears what it has drawn, and answers what it
/// wants. Two tasks, both ended before <see cref="RunAsync"/> returns.
/// </summary>
internal sealed class PageSocket(WebSocket socket, PictureFeed feed, ViewNews news, LimitWishes wishes) : IDisposable
{
    /// <summary>The number of a picture that is drawn.</summary>
    private const int DrawnBytes = 4;

    /// <summary>All else that a page has to say is a limit, of which it lets 24 characters be typed.</summary>
    private const int MessageBytesMax = 128;

    /// <summary>A page that does not read its answers, four limits' worth, is cut off.</summary>
    private const int AnswersMax = 8;

    private readonly PageCredit _credit = new();
    private readonly PictureUpdate _update = new();
    private readonly PictureMessage _message = new();
    private readonly ConcurrentQueue<byte[]> _answers = new();
    private int _newsVersion;

    /// <summary>Ends when the page leaves or breaks the rules, and on <paramref name="stopping"/> after the last news.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        PageView view = feed.Open();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Task sending = SendAsync(view, ending.Token);
        try
        {
            if (!await ReceiveAsync(view).ConfigureAwait(false)) socket.Abort(); // also ends a send that nobody reads
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
        byte[] buffer = new byte[MessageBytesMax];
        try
        {
            while (true)
            {
                ValueWebSocketReceiveResult received =
                    await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None).ConfigureAwait(false);
                if (received.MessageType == WebSocketMessageType.Close) return true;
                bool isText = received.MessageType == WebSocketMessageType.Text;
                ReadOnlySpan<byte> message = buffer.AsSpan(0, received.Count);
                if (!received.EndOfMessage || !(isText ? TryAnswer(message) : TryReturnCredit(message))) return false; // not our page
                view.Wake();
            }
        }
        catch (WebSocketException)
        {
            return false; // gone without a word
        }
    }

    private bool TryReturnCredit(ReadOnlySpan<byte> message) =>
        message.Length == DrawnBytes && _credit.TryReturn(BinaryPrimitives.ReadUInt32LittleEndian(message));

    private bool TryAnswer(ReadOnlySpan<byte> message)
    {
        if (_answers.Count >= AnswersMax || wishes.Answer(Encoding.UTF8.GetString(message)) is not { } answer) return false;
        _answers.Enqueue(answer);
        return true;
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
            while (_answers.TryDequeue(out byte[]? answer))
                await SendAsync(answer, WebSocketMessageType.Text).ConfigureAwait(false);
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
        if (socket.State != WebSocketState.Open || !news.TryRead(ref _newsVersion, out ReadOnlyMemory<byte> json)) return;
        await SendAsync(json, WebSocketMessageType.Text).ConfigureAwait(false);
        news.HandleSent(_newsVersion);
    }

    private ValueTask SendAsync(ReadOnlyMemory<byte> message, WebSocketMessageType type) =>
        socket.SendAsync(message, type, endOfMessage: true, CancellationToken.None);
}
