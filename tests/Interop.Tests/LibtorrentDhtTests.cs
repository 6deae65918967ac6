using System.Diagnostics;
using System.Net;
using ScreenShare.Swarm.Dht;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Sockets.Discovery;
using ScreenShare.Swarm.Sockets.Tests;
using ScreenShare.TestPrograms;

namespace ScreenShare.Interop.Tests;

/// <summary>A DHT node by libtorrent among thirty of ours: each finds what the other has announced.</summary>
public sealed class LibtorrentDhtTests : IAsyncLifetime
{
    private const int Ours = 30;

    private static readonly Infohash ByUs = new(0x0123_4567_89ab_cdef, 0x0fed_cba9_8765_4321, 0x1357_9bdf);
    private static readonly Infohash ByLibtorrent = new(0xfedc_ba98_7654_3210, 0x0123_4567_89ab_cdef, 0x0246_8ace);

    private readonly LineLog _lines = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("screenshare-test-");
    private DhtCrowd _ours = null!; // before each test
    private Process? _libtorrent;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await Python.RequireModuleAsync("libtorrent", "python3-libtorrent", Cancellation);
        _ours = await DhtCrowd.StartAsync(Ours, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_libtorrent is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        if (_ours is not null) await _ours.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact(Timeout = 120_000)]
    public async Task It_finds_what_only_we_have_announced()
    {
        _ours[7].Search(ByUs, announcePort: 4242);
        _ = StartLibtorrentAsync();

        Assert.NotNull(await _lines.FirstAsync(line => line.Text("address") == "127.0.0.1:4242", Cancellation));
    }

    [Fact(Timeout = 120_000)]
    public async Task We_find_what_only_it_has_announced()
    {
        _ = StartLibtorrentAsync();
        JsonLine? listening = await _lines.FirstAsync(line => line.Event == "listening", Cancellation);
        PeerAddress announced = PeerAddress.From(IPAddress.Loopback, (int)(listening?.Number("port") ?? 0));
        DhtHost searcher = _ours[11];
        using var again = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (true)
        {
            searcher.Search(ByLibtorrent, announcePort: 0); // it may not have announced yet
            await again.WaitForNextTickAsync(Cancellation);
            while (searcher.Found.TryRead(out DhtFound found))
            {
                if (found.Peer == announced) return;
            }
        }
    }

    private async Task StartLibtorrentAsync()
    {
        var start = new ProcessStartInfo(
            Python.Require(),
            ["-c", Python.Script("libtorrent_dht.py"), $"{_ours.BootstrapPort}", $"{ByUs}", $"{ByLibtorrent}", _folder.FullName])
        {
            RedirectStandardInput = true, // its end is what ends the script
            RedirectStandardOutput = true,
        };
        _libtorrent = Process.Start(start)!; // not null: always a new process
        while (await _libtorrent.StandardOutput.ReadLineAsync(Cancellation) is { } text)
        {
            if (JsonLine.Parse(text) is { } line) _lines.Add(line);
        }

        _lines.Complete();
    }
}
