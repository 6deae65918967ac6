using System.Diagnostics;
using System.Globalization;
using ScreenShare.Swarm.Identity;
using ScreenShare.TestPrograms;

namespace ScreenShare.Interop.Tests;

/// <summary>A peer of the swarm made by others: libtorrent, in a Python process. Disposing ends it.</summary>
internal sealed class LibtorrentPeer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly DirectoryInfo _folder;
    private readonly LineLog _lines = new();
    private readonly Task _reading;
    private readonly Task<string> _complaints;

    private LibtorrentPeer(Process process, DirectoryInfo folder)
    {
        _process = process;
        _folder = folder;
        _reading = ReadAsync();
        _complaints = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Skips the test where libtorrent is not installed.</summary>
    /// <param name="encrypts">Whether it hides what it says at first, as it does unless told otherwise, and then tries again in
    /// clear.</param>
    /// <param name="ports">Peers on loopback that it is to connect to.</param>
    public static async Task<LibtorrentPeer> StartAsync(
        Infohash infohash, bool encrypts, CancellationToken cancellation, params int[] ports)
    {
        await Python.RequireModuleAsync("libtorrent", "python3-libtorrent", cancellation);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("screenshare-test-");
        var start = new ProcessStartInfo(
            Python.Require(),
            ["-c", Python.Script("libtorrent_peer.py"), infohash.ToString(), folder.FullName, encrypts ? "on" : "off",
                .. ports.Select(port => port.ToString(CultureInfo.InvariantCulture))])
        {
            RedirectStandardInput = true, // its end is what ends the script
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new LibtorrentPeer(Process.Start(start)!, folder); // not null: always a new process
    }

    public async Task<PeerAddress> AddressAsync(CancellationToken cancellation)
    {
        JsonLine line = await WaitForAsync(line => line.Event == "listening", cancellation);
        return PeerAddress.From(System.Net.IPAddress.Loopback, (ushort)(line.Number("port") ?? 0));
    }

    /// <summary>Waits until libtorrent has greeted the peer at a port and read its extension handshake.</summary>
    public Task GreetedAsync(int port, CancellationToken cancellation) =>
        WaitForAsync(line => IsGreeted(line) && line.Text("address") == Loopback(port), cancellation);

    /// <summary>Waits until a peer has greeted libtorrent from a port that is none of these: by dialling it.</summary>
    public Task GreetedByAsync(int[] exceptPorts, CancellationToken cancellation) =>
        WaitForAsync(line => IsGreeted(line) && !exceptPorts.Select(Loopback).Contains(line.Text("address")), cancellation);

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
        await _complaints;
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static bool IsGreeted(JsonLine line) =>
        line.Event == "peer" && line.Text("client") == "ScreenShare 0.1" && line.Json.GetProperty("greeted").GetBoolean();

    private static string Loopback(int port) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");

    private async Task<JsonLine> WaitForAsync(Func<JsonLine, bool> isWanted, CancellationToken cancellation)
    {
        JsonLine? line = await _lines.FirstAsync(isWanted, cancellation);
        return line ?? throw new InvalidOperationException($"libtorrent ended: {await _complaints}");
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } text)
        {
            if (JsonLine.Parse(text) is { } line) _lines.Add(line);
        }

        _lines.Complete();
    }
}
