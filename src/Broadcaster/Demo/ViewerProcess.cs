using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using ScreenShare.Broadcaster.Capture;
using ScreenShare.CommandLine;

namespace ScreenShare.Broadcaster.Demo;

/// <summary>
/// One viewer as a process of its own: what it says goes to a channel, commands go to its standard input. Disposing kills it, and so does
/// the end of this program. Should this program itself be killed, the viewer finds the broadcast silent and ends by itself, at the latest
/// when its time is over.
/// </summary>
internal sealed class ViewerProcess : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private readonly Task _reading;
    private readonly Task _listeningToErrors;

    private volatile string? _lastError;

    private ViewerProcess(ChildProcess process, int number, ChannelWriter<ViewerSaying> sayings)
    {
        _process = process;
        _reading = ReadAsync(number, sayings);
        _listeningToErrors = ListenToErrorsAsync();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>The last line it wrote to standard error, where it says why it cannot go on.</summary>
    public string? LastError => _lastError;

    /// <exception cref="StartupException">It cannot be started.</exception>
    public static ViewerProcess Start(
        ViewerProgram program, int number, string link, TimeSpan atMost, ChannelWriter<ViewerSaying> sayings)
    {
        string seconds = Math.Ceiling(atMost.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        ProcessStartInfo start = program.StartInfo(
            [link, "--bind", "127.0.0.1", "--json", "--digest", "--end-when-stale", "--no-dht", "--no-lsd", "--duration", seconds]);
        try
        {
            return new ViewerProcess(ChildProcess.Start(start), number, sayings);
        }
        catch (Win32Exception refused)
        {
            string advice = start.FileName == "dotnet" ? " Put dotnet on the PATH." : "";
            throw new StartupException($"The viewer cannot be started with {start.FileName}: {refused.Message}.{advice}", refused);
        }
    }

    /// <summary>One line for its standard input; lost when it has gone.</summary>
    public async Task SendAsync(string command)
    {
        try
        {
            await _process.StandardInput.WriteLineAsync(command).ConfigureAwait(false);
            await _process.StandardInput.FlushAsync().ConfigureAwait(false);
        }
        catch (IOException)
        {
            // It ended a moment ago; the demo's loop sees that by itself.
        }
    }

    public void Kill() => _process.Kill(entireProcessTree: true);

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync().ConfigureAwait(false);
        await Task.WhenAll(_reading, _listeningToErrors).ConfigureAwait(false);
        _process.Dispose();
    }

    private async Task ReadAsync(int number, ChannelWriter<ViewerSaying> sayings)
    {
        while (await _process.StandardOutput.ReadLineAsync().ConfigureAwait(false) is { } text)
        {
            if (ViewerLine.Parse(text) is not { } line) continue;
            if (!await sayings.WaitToWriteAsync().ConfigureAwait(false)) return; // the demo is over and hears nobody any more
            await sayings.WriteAsync(new ViewerSaying(number, line)).ConfigureAwait(false);
        }
    }

    private async Task ListenToErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync().ConfigureAwait(false) is { } line) _lastError = line;
    }
}

internal readonly record struct ViewerSaying(int Number, ViewerLine Line);
