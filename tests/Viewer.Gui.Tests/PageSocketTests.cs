using System.Net.WebSockets;
using Microsoft.Extensions.Logging.Abstractions;
using ScreenShare.Frames;
using ScreenShare.Viewer.Gui.Feed;
using ScreenShare.Viewer.Gui.Web;

namespace ScreenShare.Viewer.Gui.Tests;

/// <summary>What a page is sent, and when, through a real server.</summary>
public sealed class PageSocketTests : IAsyncLifetime
{
    private static readonly PictureSize Size = new(200, 130);

    private readonly PictureFeed _feed = new();
    private readonly ViewNews _news = new("a title");
    private readonly Picture _picture = TestFrame.Noise(Size, seed: 3);
    private readonly PageSocketClient _page = new();
    private PageServer _server = null!; // set before every test
    private uint _frame;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await PageServer.StartAsync(0, _feed, _news, NullLoggerFactory.Instance);
        Show(TestFrame.All(Size));
        await _page.ConnectAsync(_server.Address, Cancelled);
    }

    public async ValueTask DisposeAsync()
    {
        _page.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_page_that_does_not_draw_is_sent_two_messages_and_then_the_newest_of_all_it_missed()
    {
        await _page.DrawNextAsync(Cancelled); // 1, the whole picture
        Show(TestFrame.Change(_picture, 0));
        await _page.DrawNextAsync(Cancelled); // 2: no credit is left
        for (int i = 0; i < 20; i++)
            Show(TestFrame.Change(_picture, i % 4, 7));

        await _page.AcknowledgeAsync(2, Cancelled);
        await _page.DrawNextAsync(Cancelled);

        Assert.Equal(3u, _page.Canvas.LastNumber);
        Assert.Equal(22u, _page.Canvas.LastFrame);
        Assert.Equal(5u, _page.Canvas.LastTiles);
        Assert.Equal(_picture.Digest(), _page.Canvas.Picture?.Digest());
        Assert.Contains("\"title\":\"a title\"", _page.News[0]);
    }

    [Fact]
    public async Task A_page_that_claims_to_have_drawn_what_it_was_never_sent_is_cut_off()
    {
        await _page.DrawNextAsync(Cancelled);

        await _page.AcknowledgeAsync(99, Cancelled);

        await Assert.ThrowsAsync<WebSocketException>(() => _page.DrawNextAsync(Cancelled));
    }

    [Fact]
    public async Task The_end_of_the_program_is_the_last_news()
    {
        await _page.DrawNextAsync(Cancelled);
        _news.End(ViewPhase.Closed, "gone");

        Task stopping = _server.DisposeAsync().AsTask();
        Assert.False(await _page.DrawNextAsync(Cancelled));
        _page.Dispose();
        await stopping;

        Assert.Contains("\"phase\":\"closed\"", _page.News[^1]);
    }

    private void Show(TileSet changed) => _feed.Show(TestFrame.Of(_picture, ++_frame), _picture, changed);
}
