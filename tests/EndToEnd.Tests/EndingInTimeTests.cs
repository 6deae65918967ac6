using System.Diagnostics;
using ScreenShare.TestPrograms;

namespace ScreenShare.EndToEnd.Tests;

/// <summary>
/// Whatever hangs, the first signal and the end of the broadcast's time end the program, viewers are told, and no child is left.
/// </summary>
public sealed class EndingInTimeTests : IDisposable
{
    /// <summary>Two seconds are promised; a busy machine takes longer to start and to end processes. What hangs does so for ever.</summary>
    private static readonly TimeSpan InTime = TimeSpan.FromSeconds(4);

    private readonly Scratch _scratch = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory(Timeout = 60_000)]
    [InlineData(AppProcess.Interrupt)]
    [InlineData(AppProcess.Terminate)]
    public async Task A_display_that_hangs_before_the_start(int signal)
    {
        using XServer server = XServer.Start();
        server.Stop();
        await using AppProcess broadcaster = Apps.Broadcaster(["--source", "screen", "--json"], server.Display);
        await broadcaster.ComplainsAsync("waiting for screen", Cancellation);

        await EndsInTimeAsync(broadcaster, signal);

        Assert.Empty(broadcaster.OutputText);
        Assert.Single(broadcaster.ErrorText);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("screen", AppProcess.Interrupt)]
    [InlineData("region:0,0,100x100", AppProcess.Terminate)]
    [InlineData("screen:1", AppProcess.Terminate)]
    [InlineData("window:a clock", AppProcess.Terminate)]
    public async Task A_display_that_hangs_while_it_is_shown(string source, int signal)
    {
        using XServer server = XServer.Start();
        using XProgram clock = XProgram.Start(server, "xclock", "x11-apps", "-title", "a clock", "-update", "1");
        await Witness.FindWindowAsync(server, "a clock", Cancellation);
        await using AppProcess broadcaster = Apps.Broadcaster(
            ["--source", source, "--bind", "127.0.0.1", "--json", "--digest"], server.Display);
        await using AppProcess viewer = await WatchAsync(broadcaster);

        server.Stop();
        await EndsInTimeAsync(broadcaster, signal);

        await IsToldAsync(viewer);
        Assert.Empty(broadcaster.ErrorText);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_end_of_its_time_while_the_display_hangs()
    {
        using XServer server = XServer.Start();
        await using AppProcess shown = Apps.Broadcaster(
            ["--source", "screen", "--bind", "127.0.0.1", "--json", "--duration", "3"], server.Display);
        await shown.WaitForAsync("a picture", line => line.Event == "frame", Cancellation);
        server.Stop();
        await using AppProcess neverShown = Apps.Broadcaster(["--source", "screen", "--json", "--duration", "1"], server.Display);

        Assert.Equal(0, await shown.ExitAsync(Cancellation));
        Assert.Equal(0, await neverShown.ExitAsync(Cancellation));
        Assert.Empty(neverShown.OutputText);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(AppProcess.Interrupt)]
    [InlineData(AppProcess.Terminate)]
    public async Task A_pipe_as_a_video_that_nobody_writes_to(int signal)
    {
        string pipe = _scratch.Path("nobody-writes");
        await Programs.RunAsync(Programs.Require("mkfifo", "coreutils"), [pipe], default, Cancellation);
        await using AppProcess broadcaster = Apps.Broadcaster(["--source", $"file:{pipe}", "--json"]);
        await broadcaster.ComplainsAsync($"waiting for file:{pipe}", Cancellation);
        Assert.Equal(2, RunningPrograms.With(pipe).Count);

        await EndsInTimeAsync(broadcaster, signal);

        Assert.Empty(RunningPrograms.With(pipe));
        Assert.Single(broadcaster.ErrorText);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("*)")] // from the first look at the file on
    [InlineData("*rawvideo*)")] // once it is to be shown: there is a link, and never a picture
    public async Task An_ffmpeg_that_hangs_and_has_started_another_program(string when)
    {
        string video = _scratch.Path("video.mkv");
        string ffmpeg = Programs.Require("ffmpeg", "ffmpeg");
        string[] drawn = ["-loglevel", "error", "-f", "lavfi", "-i", "testsrc=size=64x64:rate=10", "-frames:v", "20", "-c:v", "ffv1"];
        await Programs.RunAsync(ffmpeg, [.. drawn, video], default, Cancellation);
        string hung = _scratch.Path("hung");
        await File.WriteAllTextAsync(hung, "", Cancellation);
        string programs = Directory.CreateDirectory(_scratch.Path("programs")).FullName;
        string fake = Path.Combine(programs, "ffmpeg");
        await File.WriteAllTextAsync(
            fake, $"#!/bin/sh\ncase \"$*\" in\n{when} tail -f '{hung}'; exit;;\nesac\nexec {ffmpeg} \"$@\"\n", Cancellation);
        await Programs.RunAsync(Programs.Require("chmod", "coreutils"), ["+x", fake], default, Cancellation);
        await using AppProcess broadcaster = Apps.Broadcaster(
            ["--source", $"file:{video}", "--bind", "127.0.0.1", "--json"], programs: programs);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (RunningPrograms.With(hung).Count == 0) await look.WaitForNextTickAsync(Cancellation);

        await EndsInTimeAsync(broadcaster, AppProcess.Terminate);

        Assert.Empty(RunningPrograms.With(hung));
        Assert.Empty(RunningPrograms.With(video));
        Assert.Empty(broadcaster.ErrorText);
    }

    [Fact(Timeout = 60_000)]
    public async Task Standard_input_that_never_delivers_a_picture()
    {
        await using AppProcess broadcaster = Apps.Broadcast("raw:64x64");
        Invitation invitation = await broadcaster.LinkAsync(Cancellation);
        await using AppProcess viewer = Apps.Watch(invitation.Link);
        await viewer.WaitForAsync("a neighbour", line => line.Event == "stats" && line.Number("peers") > 0, Cancellation);

        await EndsInTimeAsync(broadcaster, AppProcess.Terminate);

        await IsToldAsync(viewer);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_signal_at_any_moment_of_the_start_is_no_unhandled_exception()
    {
        for (int milliseconds = 0; milliseconds < 700; milliseconds += 50)
        {
            await using AppProcess broadcaster = Apps.Broadcast("test:64x64", "--duration", "20");
            await Task.Delay(milliseconds, Cancellation); // which moment that is does not matter: every one is to be right

            broadcaster.Signal(AppProcess.Terminate);

            // 143: before the program had begun, so that the system's own answer to the signal held.
            Assert.Contains(await broadcaster.ExitAsync(Cancellation), (int[])[0, 143]);
            Assert.Empty(broadcaster.ErrorText);
        }
    }

    public void Dispose() => _scratch.Dispose();

    private static async Task<AppProcess> WatchAsync(AppProcess broadcaster)
    {
        Invitation invitation = await broadcaster.LinkAsync(Cancellation);
        AppProcess viewer = Apps.Watch(invitation.Link);
        await viewer.WaitForAsync("a picture", line => line.Event == "frame", Cancellation);
        return viewer;
    }

    private static async Task EndsInTimeAsync(AppProcess broadcaster, int signal)
    {
        long asked = Stopwatch.GetTimestamp();
        broadcaster.Signal(signal);
        Assert.Equal(0, await broadcaster.ExitAsync(Cancellation));
        Assert.InRange(Stopwatch.GetElapsedTime(asked), TimeSpan.Zero, InTime);
    }

    private static async Task IsToldAsync(AppProcess viewer)
    {
        Assert.Equal(0, await viewer.ExitAsync(Cancellation));
        Assert.Equal("broadcast-ended", (await viewer.SummaryAsync(Cancellation)).Text("ended"));
    }
}
