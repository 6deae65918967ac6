using System.Diagnostics;
using ScreenShare.TestPrograms;

namespace ScreenShare.EndToEnd.Tests;

/// <summary>Whoever cannot end in order, since what it writes to takes nothing, is ended by the second signal or by its time.</summary>
public sealed class SecondSignalTests : IDisposable
{
    private const string NobodysLink =
        "magnet:?xt=urn:btih:000102030405060708090a0b0c0d0e0f10111213&x.pe=127.0.0.1:9&ss.k=AAECAwQFBgcICQoLDA0ODw";

    /// <summary>By itself it gives up after six seconds.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(4);

    private readonly Scratch _scratch = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task The_second_signal_ends_a_viewer_at_once_whatever_hangs()
    {
        await using AppProcess viewer = await WatchIntoFullPipeAsync();

        long asked = Stopwatch.GetTimestamp();
        viewer.Signal(AppProcess.Interrupt); // not the same twice: the kernel makes one of two that are still to be heard
        viewer.Signal(AppProcess.Terminate);

        Assert.Contains(await viewer.ExitAsync(Cancellation), (int[])[128 + AppProcess.Interrupt, 128 + AppProcess.Terminate]);
        Assert.InRange(Stopwatch.GetElapsedTime(asked), TimeSpan.Zero, AtOnce);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_viewer_that_hangs_at_its_end_is_ended_by_its_time()
    {
        await using AppProcess viewer = await WatchIntoFullPipeAsync();

        viewer.Signal(AppProcess.Terminate);

        Assert.Equal(128 + AppProcess.Terminate, await viewer.ExitAsync(Cancellation));
    }

    [Fact(Timeout = 60_000)]
    public async Task The_second_signal_ends_the_demos_viewer_with_it()
    {
        string mark = $"demo-{Guid.NewGuid():N}"; // in the link, which is each viewer's argument
        await using AppProcess demo = Apps.Broadcast("test:64x64", "--demo", "1", "--duration", "60", "--title", mark);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (RunningPrograms.With(mark).Count < 2) await look.WaitForNextTickAsync(Cancellation);

        long asked = Stopwatch.GetTimestamp();
        demo.Signal(AppProcess.Interrupt);
        demo.Signal(AppProcess.Terminate);

        Assert.Contains(await demo.ExitAsync(Cancellation), (int[])[128 + AppProcess.Interrupt, 128 + AppProcess.Terminate]);
        while (RunningPrograms.With(mark).Count > 0) await look.WaitForNextTickAsync(Cancellation);
        Assert.InRange(Stopwatch.GetElapsedTime(asked), TimeSpan.Zero, AtOnce);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_demo_told_to_stop_while_its_viewer_starts_does_not_wait_for_it()
    {
        string mark = $"demo-{Guid.NewGuid():N}";
        await using AppProcess demo = Apps.Broadcast("test:64x64", "--demo", "1", "--duration", "60", "--title", mark);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (RunningPrograms.With(mark).Count < 2) await look.WaitForNextTickAsync(Cancellation);

        long asked = Stopwatch.GetTimestamp();
        demo.Signal(AppProcess.Terminate);

        Assert.Equal(1, await demo.ExitAsync(Cancellation)); // no verdict
        Assert.InRange(Stopwatch.GetElapsedTime(asked), TimeSpan.Zero, AtOnce + TimeSpan.FromSeconds(2));
    }

    // Asked for the link a viewer has nothing to end in order.
    [Theory(Timeout = 120_000)]
    [InlineData("Viewer.Console")]
    [InlineData("Viewer.Gui")]
    public async Task Ctrl_C_ends_a_viewer_that_asks_for_the_link(string viewer)
    {
        string shown = await InteractiveShell.TypeAsync(
            $"type dotnet exec '{Apps.PathOf(viewer)}'", "wait Paste the link", "key \x03", @"wait \n\S*ready> ", "type echo ended=$?",
            @"wait ended=\d+");

        Assert.Contains("ended=0", shown);
    }

    public void Dispose() => _scratch.Dispose();

    // The pipe is open for reading too, so that it has a reader, which reads nothing.
    private async Task<AppProcess> WatchIntoFullPipeAsync()
    {
        string pipe = _scratch.Path("pipe");
        await Programs.RunAsync(Programs.Require("mkfifo", "coreutils"), [pipe], default, Cancellation);
        string before = $"exec 1<>'{pipe}'; dd if=/dev/zero of='{pipe}' bs=4096 oflag=nonblock 2>/dev/null";
        AppProcess viewer = AppProcess.Start(
            Apps.PathOf("Viewer.Console"), [NobodysLink, "--bind", "127.0.0.1", "--json", "--verbose"], display: null, AppOutput.Lines,
            before: before);
        await viewer.ComplainsAsync("Joining", Cancellation);
        return viewer;
    }
}
