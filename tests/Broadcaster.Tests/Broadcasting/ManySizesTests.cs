using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using ScreenShare.Broadcaster.Broadcasting;
using ScreenShare.Broadcaster.Capture;
using ScreenShare.Broadcaster.Tests.Capture.X11;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Trust;
using ScreenShare.TestPrograms;

namespace ScreenShare.Broadcaster.Tests.Broadcasting;

/// <summary>A broadcast survives any number of changes of size, and ends when it is told to.</summary>
public sealed class ManySizesTests : IDisposable
{
    private const int Changes = 20;

    private readonly XServer _server = XServer.Start();
    private readonly XClient _client;

    public ManySizesTests() => _client = new XClient(_server.Display);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task A_window_resized_twenty_times()
    {
        nuint window = _client.OpenWindow(new Area(10, 10, 100, 80), 0x112233, "resized");
        await BroadcastAsync(
            new SourceName.Window("resized"), change => _client.Resize(window, 120 + (5 * change), 90), beginsSession: true);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_monitor_changed_twenty_times()
    {
        Xrandr.SetMonitor(_server, "one", new Area(0, 0, 200, 200), "screen");
        await BroadcastAsync(
            new SourceName.OneMonitor(1),
            change =>
            {
                Xrandr.DeleteMonitor(_server, "one");
                Xrandr.SetMonitor(_server, "one", new Area(0, 0, 200 + (5 * change), 200), "screen");
            },
            beginsSession: true);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_screen_resized_twenty_times() => await BroadcastAsync(
        new SourceName.Screen(), change => _client.ResizeScreen(600 - (5 * change), 400), beginsSession: true);

    [Fact(Timeout = 120_000)]
    public async Task A_region_that_does_not_fit_twenty_times() => await BroadcastAsync(
        new SourceName.Region(new Area(100, 100, 500, 300)),
        change =>
        {
            _client.ResizeScreen(400, 400);
            _client.ResizeScreen(640, 480);
            _client.Fill(new Area(100, 100, 50, 50), (uint)change * 0x030201);
        },
        beginsSession: false);

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
    }

    /// <summary>After each change waits for a picture: the first of another session where the size is another.</summary>
    private async Task BroadcastAsync(SourceName name, Action<int> change, bool beginsSession)
    {
        var session = new DesktopSession(_server.Display, WaylandDisplay: null, SessionType: null, IsLinux: true);
        using DetachedSource source = await DetachedSource.OpenAsync(
            opening => ScreenSources.Open(name, session, seed: 1, watchPointer: false, () => Stream.Null, cancellation: opening).Source,
            Cancellation);
        using BroadcasterKeys keys = BroadcasterKeys.Create();
        await using LiveBroadcast broadcast = await LiveBroadcast.StartAsync(
            source,
            new BroadcastSettings { FramesPerSecond = 60, EncodeWorkers = 1 },
            new NodeSettings { Bind = IPAddress.Loopback, Seed = 1 },
            keys,
            now => now,
            TimeProvider.System,
            NullLoggerFactory.Instance,
            Cancellation);
        using var stop = new CancellationTokenSource();
        Task running = broadcast.RunAsync(stop.Token);
        await broadcast.Reports.ReadAsync(Cancellation);
        for (int i = 1; i <= Changes; i++)
        {
            while (broadcast.Reports.TryRead(out _)) { }
            change(i);
            while ((await broadcast.Reports.ReadAsync(Cancellation)).Frame != FrameNumber.First && beginsSession) { }
        }

        await stop.CancelAsync();
        await running;
    }
}
