using System.Net;
using System.Net.WebSockets;
using Microsoft.Extensions.Logging.Abstractions;
using ScreenShare.Viewer.Gui.Feed;
using ScreenShare.Viewer.Gui.Web;

namespace ScreenShare.Viewer.Gui.Tests;

/// <summary>Whom the page answers, asked through a real server.</summary>
public sealed class PageServerTests : IAsyncLifetime
{
    private readonly HttpClient _client = new();
    private PageServer _server = null!; // set before every test

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _server = await PageServer.StartAsync(0, new PictureFeed(), new ViewNews("title"), new LimitWishes(), NullLoggerFactory.Instance);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _client.Dispose();
    }

    [Theory]
    [InlineData("", "text/html")]
    [InlineData("main.js", "text/javascript")]
    [InlineData("style.css", "text/css")]
    [InlineData("icon.svg", "image/svg+xml")]
    public async Task With_the_secret_the_files_are_there_and_nothing_from_elsewhere_may_run(string file, string type)
    {
        using HttpResponseMessage response = await _client.GetAsync(new Uri($"{_server.Address}{file}"), Cancelled);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("default-src 'none'; script-src 'self';", response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/index.html")]
    [InlineData("/SECRET")]
    [InlineData("/SECREt/")]
    [InlineData("/0/")]
    [InlineData("/00000000000000000000000000000000/")]
    [InlineData("/SECRET0/")]
    [InlineData("/SECRET/nothing.js")]
    [InlineData("/SECRET/feed")]
    public async Task Without_the_secret_there_is_nothing(string path)
    {
        // One letter changed: "SECREt" is the secret with another last digit.
        string secret = _server.Address.Secret.ToString();
        string wrong = secret[..^1] + (secret[^1] == '0' ? '1' : '0');
        path = path.Replace("SECREt", wrong, StringComparison.Ordinal).Replace("SECRET", secret, StringComparison.Ordinal);

        using HttpResponseMessage response = await _client.GetAsync(new Uri(_server.Address.Origin + path), Cancelled);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Cancelled));
    }

    [Theory]
    [InlineData("attacker.example")]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    public async Task A_foreign_host_is_refused_even_with_the_secret(string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _server.Address.ToString());
        request.Headers.Host = host;

        using HttpResponseMessage response = await _client.SendAsync(request, Cancelled);

        Assert.Equal(HttpStatusCode.MisdirectedRequest, response.StatusCode);
    }

    [Fact]
    public async Task Another_method_or_a_foreign_origin_is_refused()
    {
        using var post = new HttpRequestMessage(HttpMethod.Post, _server.Address.ToString());
        using var foreign = new HttpRequestMessage(HttpMethod.Get, _server.Address.ToString());
        foreign.Headers.Add("Origin", "https://attacker.example");

        using HttpResponseMessage toPost = await _client.SendAsync(post, Cancelled);
        using HttpResponseMessage toForeign = await _client.SendAsync(foreign, Cancelled);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, toPost.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, toForeign.StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("https://attacker.example")]
    [InlineData("http://127.0.0.1")]
    public async Task A_socket_of_a_foreign_origin_is_refused_even_with_the_secret(string? origin)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (origin is not null) socket.Options.SetRequestHeader("Origin", origin);

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(PageSocketClient.SocketOf(_server.Address), Cancelled));

        Assert.Equal(HttpStatusCode.Forbidden, socket.HttpStatusCode);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_in_one_line()
    {
        var refused = await Assert.ThrowsAsync<ViewerException>(() => PageServer.StartAsync(
            _server.Address.Port, new PictureFeed(), new ViewNews(""), new LimitWishes(), NullLoggerFactory.Instance));

        Assert.Contains("--page-port", refused.Message);
        Assert.DoesNotContain('\n', refused.Message);
    }
}
