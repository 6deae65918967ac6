using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ScreenShare.Viewer.Gui.Feed;

namespace ScreenShare.Viewer.Gui.Web;

/// <summary>Serves the page and its sockets on 127.0.0.1. Owned by whoever started it; disposing says goodbye to the pages.</summary>
internal sealed class PageServer : IAsyncDisposable
{
    private const string SocketName = "feed";

    /// <summary>A browser opens six connections for a page's files, and each page keeps one; further ones are closed.</summary>
    private const int ConnectionsMax = 64;

    /// <summary>Each open page holds a copy of a picture while it is sent.</summary>
    private const int SocketsMax = 16;

    // A page that is asleep has time to answer; one whose browser was killed is forgotten soon.
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(20);

    // Last words take a round trip on this machine; a browser that hangs must not keep the program.
    private static readonly TimeSpan GoodbyePatience = TimeSpan.FromSeconds(2);

    private readonly WebApplication _app;
    private readonly PictureFeed _feed;
    private readonly ViewNews _news;
    private readonly LimitWishes _wishes;
    private readonly PageFiles _files = new();
    private readonly CancellationTokenSource _stopping = new();

    private PageServer(WebApplication app, PictureFeed feed, ViewNews news, LimitWishes wishes, int port)
    {
        _app = app;
        _feed = feed;
        _news = news;
        _wishes = wishes;
        Address = new PageAddress(port, new PageSecret());
    }

    public PageAddress Address { get; private set; }

    /// <param name="port">0: any free one.</param>
    /// <exception cref="ViewerException">The port is taken or forbidden.</exception>
    public static async Task<PageServer> StartAsync(int port, PictureFeed feed, ViewNews news, LimitWishes wishes, ILoggerFactory logs)
    {
        System.Net.Sockets.Socket listening = PagePort.Open(port);
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(logs);
        builder.Services.AddSingleton<IHostLifetime, OwnLifetime>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = GoodbyePatience);
        builder.Services.Configure<SocketTransportOptions>(options => options.CreateBoundListenSocket = _ => listening);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => Limit(options, port));
        WebApplication app = builder.Build();
        var server = new PageServer(app, feed, news, wishes, port);
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = KeepAlive, KeepAliveTimeout = KeepAlive });
        app.Run(server.AnswerAsync);
        await app.StartAsync().ConfigureAwait(false);
        server.Address = server.Address with { Port = ((IPEndPoint)listening.LocalEndPoint!).Port }; // bound, so it has one
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested) return; // once
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _app.StopAsync().ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    private static void Limit(KestrelServerOptions options, int port)
    {
        options.AddServerHeader = false;
        options.Limits.MaxConcurrentConnections = ConnectionsMax;
        options.Limits.MaxConcurrentUpgradedConnections = SocketsMax;
        options.Limits.MaxRequestBodySize = 0;
        options.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        PageHeaders.Add(context.Response, Address);
        bool isWebSocket = context.WebSockets.IsWebSocketRequest;
        if (new PageGuard(Address).Refuse(context.Request, isWebSocket, out string name) is { } status)
        {
            context.Response.StatusCode = status;
            return;
        }

        if (isWebSocket && name == SocketName) await WatchAsync(context).ConfigureAwait(false);
        else if (!isWebSocket && _files.Find(name) is { } file) await SendAsync(file, context).ConfigureAwait(false);
        else context.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private async Task WatchAsync(HttpContext context)
    {
        using System.Net.WebSockets.WebSocket webSocket = await context.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false);
        using var page = new PageSocket(webSocket, _feed, _news, _wishes);
        await page.RunAsync(_stopping.Token).ConfigureAwait(false);
    }

    private static async Task SendAsync(PageFile file, HttpContext context)
    {
        context.Response.ContentType = file.ContentType;
        context.Response.ContentLength = file.Bytes.Length;
        if (HttpMethods.IsGet(context.Request.Method))
            await context.Response.Body.WriteAsync(file.Bytes, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>The program itself hears Ctrl-C; the host's own lifetime would hear it too and end first.</summary>
    private sealed class OwnLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
