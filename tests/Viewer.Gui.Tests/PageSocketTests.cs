using System.Net.WebSockets;
using Microsoft.Extensions.Logging.Abstractions;
using ScreenShare.Frames;
using ScreenShare.Frames.Tiles;
using ScreenShare.Viewer.Gui.Feed;
using ScreenShare.Viewer.Gui.Web;

namespace ScreenShare.Viewer.Gui.Tests;

/// <summary>What a page is sent, and when, through a real server.</summary>
public sealed class PageSocketTests : IAsyncLifetime
{
    private const string Zeros = "0000000000000000000000000000000000000000000000000000000000000000"; // 64

    private static readonly PictureSize Size = new(200, 130);

    private readonly PictureFeed _feed = new();
    private readonly ViewNews _news = new("a title");
    private readonly LimitWishes _wishes = new();
    private readonly Picture _picture = TestFrame.Noise(Size, seed: 3);
    private readonly PageSocketClient _page = new();
    private PageServer _server = null!; // set before every test
    private uint _frame;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await PageServer.StartAsync(0, _feed, _news, _wishes, NullLoggerFactory.Instance);
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
    public async Task A_limit_that_a_page_wants_is_taken_and_answered_and_then_told_to_all()
    {
        await _page.SayAsync("limit upload 500k", Cancelled);
        await _page.SayAsync("limit download none", Cancelled);

        Assert.Equal("{\"limit\":\"upload\",\"complaint\":\"\"}", await AnswerAsync());
        Assert.Equal("{\"limit\":\"download\",\"complaint\":\"\"}", await AnswerAsync());
        Assert.True(_wishes.TryTake(out LimitWish upload));
        Assert.Equal(new LimitWish(LimitKind.Upload, 500_000), upload);
        Assert.True(_wishes.TryTake(out LimitWish download));
        Assert.Equal(new LimitWish(LimitKind.Download, null), download);
        _news.HandleLimits(500_000, null);
        _feed.WakeAll();
        string news = await _page.NextNewsAsync(Cancelled);
        Assert.Contains("\"uploadLimit\":500000,\"downloadLimit\":null", news);
    }

    [Fact]
    public async Task What_is_not_a_rate_changes_nothing_and_is_answered_with_what_would_be_one()
    {
        await _page.SayAsync("limit upload 5 bananas", Cancelled);

        string answer = await AnswerAsync();

        Assert.Contains("bananas", answer);
        Assert.Contains("500k", answer);
        Assert.False(_wishes.TryTake(out _));
    }

    [Fact]
    public async Task Wishes_that_nobody_takes_are_refused_and_not_kept_without_end()
    {
        string answer = "";
        for (int i = 0; i < 20 && !answer.Contains("try again"); i++)
        {
            await _page.SayAsync("limit upload none", Cancelled);
            answer = await AnswerAsync();
        }

        Assert.Contains("try again", answer);
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("limit everything 5k")]
    [InlineData("limit upload " + Zeros + Zeros)]
    public async Task A_page_that_says_anything_else_is_cut_off(string words)
    {
        await _page.SayAsync(words, Cancelled);

        await Assert.ThrowsAsync<WebSocketException>(async () =>
        {
            while (true)
                await _page.DrawNextAsync(Cancelled);
        });
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

    private async Task<string> AnswerAsync()
    {
        while (true)
        {
            string told = await _page.NextNewsAsync(Cancelled);
            if (told.Contains("complaint")) return told;
        }
    }

    private void Show(TileSet changed) => _feed.Show(TestFrame.Of(_picture, ++_frame), _picture, changed);
}
