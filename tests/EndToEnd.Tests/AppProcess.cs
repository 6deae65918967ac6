using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using ScreenShare.TestPrograms;

namespace ScreenShare.EndToEnd.Tests;

/// <summary>One of our programs, running. What it writes is kept and can be waited for. Disposing kills it, by its own handle.</summary>
internal sealed class AppProcess : IAsyncDisposable
{
    public const int Interrupt = 2; // SIGINT
    public const int Terminate = 15; // SIGTERM

    /// <summary>Far more than anything here takes: a test that waits so long has failed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly string _name;
    private readonly LineLog _lines = new();
    private readonly ConcurrentQueue<string> _outputText = new();
    private readonly ConcurrentQueue<string> _errorText = new();
    private readonly MemoryStream _pictures = new();
    private readonly Task _reading;

    private AppProcess(Process process, string name, AppOutput output)
    {
        _process = process;
        _name = name;
        Task errors = ReadLinesAsync(process.StandardError, _errorText);
        Task outputs = output == AppOutput.Pictures
            ? process.StandardOutput.BaseStream.CopyToAsync(_pictures)
            : ReadLinesAsync(process.StandardOutput, _outputText);
        _reading = CompleteAfterAsync(outputs, errors);
    }

    /// <summary>JSON lines so far.</summary>
    public IReadOnlyList<JsonLine> Lines => _lines.All;

    /// <summary>Lines of standard output so far, JSON or not.</summary>
    public IReadOnlyCollection<string> OutputText => _outputText;

    public IReadOnlyCollection<string> ErrorText => _errorText;

    /// <summary>For raw bytes. Text is best sent by <see cref="SendAsync"/>.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>The digest of the last picture it published or showed.</summary>
    public string? LastDigest => Lines.LastOrDefault(line => line.Event == "frame")?.Digest;

    /// <param name="programs">A folder that comes first on the program's PATH.</param>
    /// <param name="before">What a shell does before it becomes the program.</param>
    public static AppProcess Start(
        string assembly, IEnumerable<string> arguments, string? display, AppOutput output, string? programs = null, string? before = null)
    {
        string host = Environment.ProcessPath is { } own && Path.GetFileNameWithoutExtension(own) == "dotnet" ? own : "dotnet";
        string[] command = [host, "exec", assembly, .. arguments];
        if (before is not null) command = ["/bin/sh", "-c", $"{before}; exec \"$0\" \"$@\"", .. command];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string variable in (string[])["DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE"]) start.Environment.Remove(variable);
        OwnEnvironment.LeaveOutDefaults(start);
        if (display is not null) start.Environment["DISPLAY"] = display;
        if (programs is not null) start.Environment["PATH"] = $"{programs}:{Environment.GetEnvironmentVariable("PATH")}";

        // Not null: a program that is not run through the shell is always a new process.
        return new AppProcess(Process.Start(start)!, Path.GetFileNameWithoutExtension(assembly), output);
    }

    /// <summary>The first line, written or to come, that is wanted. Fails the test when it ends or takes too long without one.</summary>
    public async Task<JsonLine> WaitForAsync(string what, Func<JsonLine, bool> isWanted, CancellationToken cancellation)
    {
        using CancellationTokenSource patience = Bound(cancellation);
        try
        {
            JsonLine? line = await _lines.FirstAsync(isWanted, patience.Token).ConfigureAwait(false);
            return line ?? throw new InvalidOperationException($"{_name} ended without {what}. {LastWords()}");
        }
        catch (OperationCanceledException late)
        {
            throw new TimeoutException($"{_name} has not come to this in time: {what}. {LastWords()}", late);
        }
    }

    /// <summary>Waits until a line of its text has this in it.</summary>
    public Task SaysAsync(string words, CancellationToken cancellation) => SaysAsync(_outputText, words, cancellation);

    /// <summary>Waits until a line of its error output has this in it.</summary>
    public Task ComplainsAsync(string words, CancellationToken cancellation) => SaysAsync(_errorText, words, cancellation);

    private async Task SaysAsync(ConcurrentQueue<string> lines, string words, CancellationToken cancellation)
    {
        using CancellationTokenSource patience = Bound(cancellation);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        try
        {
            while (!lines.Any(text => text.Contains(words, StringComparison.Ordinal)))
            {
                if (_process.HasExited) throw new InvalidOperationException($"{_name} ended without saying: {words}. {LastWords()}");
                await look.WaitForNextTickAsync(patience.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException late)
        {
            throw new TimeoutException($"{_name} has not said in time: {words}. {LastWords()}", late);
        }
    }

    /// <summary>Waits for the link that the broadcaster prints.</summary>
    public async Task<Invitation> LinkAsync(CancellationToken cancellation)
    {
        JsonLine line = await WaitForAsync("a link", line => line.Event == "link", cancellation).ConfigureAwait(false);
        return Invitation.Parse(line.Text("link"));
    }

    /// <summary>Waits until the viewer listens; its address.</summary>
    public async Task<string> AddressAsync(CancellationToken cancellation)
    {
        JsonLine line = await WaitForAsync("a port", line => line.Event == "listening", cancellation).ConfigureAwait(false);
        return $"127.0.0.1:{line.Number("port")}";
    }

    /// <summary>Waits until a picture with this digest was published or shown.</summary>
    public Task<JsonLine> FrameAsync(string digest, CancellationToken cancellation) =>
        WaitForAsync($"the picture {digest}", line => line.Event == "frame" && line.Digest == digest, cancellation);

    public Task<JsonLine> SummaryAsync(CancellationToken cancellation) =>
        WaitForAsync("a summary", line => line.Event == "summary", cancellation);

    public async Task SendAsync(string command)
    {
        await Input.WriteAsync(Encoding.UTF8.GetBytes(command + "\n")).ConfigureAwait(false);
        await Input.FlushAsync().ConfigureAwait(false);
    }

    /// <summary>Asks it to end, as a terminal or a service manager does.</summary>
    public void Signal(int signal)
    {
        // A process that has not been waited for keeps its id, so no other can be hit.
        Assert.False(_process.HasExited, $"{_name} has ended by itself. {LastWords()}");
        Assert.Equal(0, SendSignal(_process.Id, signal));
    }

    /// <summary>Ends it at once, as a crash would.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Waits for its end, and until everything it wrote has been read; its exit code.</summary>
    public async Task<int> ExitAsync(CancellationToken cancellation)
    {
        using CancellationTokenSource patience = Bound(cancellation);
        try
        {
            await _process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
            await _reading.WaitAsync(patience.Token).ConfigureAwait(false);
            return _process.ExitCode;
        }
        catch (OperationCanceledException late)
        {
            throw new TimeoutException($"{_name} has not ended in time. {LastWords()}", late);
        }
    }

    /// <summary>The bytes of all pictures it wrote. For after <see cref="ExitAsync"/>.</summary>
    public byte[] Pictures() => _pictures.ToArray();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true); // the demo's viewers are its children
        await _reading.ConfigureAwait(false);
        _process.Dispose();
        await _pictures.DisposeAsync().ConfigureAwait(false);
    }

    private static CancellationTokenSource Bound(CancellationToken cancellation)
    {
        var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bound.CancelAfter(Patience);
        return bound;
    }

    private async Task ReadLinesAsync(StreamReader reader, ConcurrentQueue<string> text)
    {
        while (await reader.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            text.Enqueue(line);
            if (JsonLine.Parse(line) is { } parsed) _lines.Add(parsed);
        }
    }

    private async Task CompleteAfterAsync(params Task[] readings)
    {
        try
        {
            await Task.WhenAll(readings).ConfigureAwait(false);
        }
        finally
        {
            _lines.Complete();
        }
    }

    private string LastWords() => $"It said last:\n{string.Join('\n', _outputText.TakeLast(5).Concat(_errorText.TakeLast(20)))}";

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int process, int signal);
}
