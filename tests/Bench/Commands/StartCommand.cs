using System.CommandLine;
using System.Diagnostics;
using ScreenShare.Bench.Measuring;

namespace ScreenShare.Bench.Commands;

/// <summary>
/// <c>start</c>: how long people wait for an installed program: for the link after it was started to share, and for the first picture
/// after it was started to view, on one machine. The programs are asked in turns, so that what else the machine does meets all alike.
/// </summary>
internal static class StartCommand
{
    public static Command Create()
    {
        var programs = new Option<string[]>("--program")
        {
            Description = "A screenshare as it is installed; may be given again", Required = true, AllowMultipleArgumentsPerToken = true,
        };
        var runs = new Option<int>("--runs") { DefaultValueFactory = _ => 9 };
        var source = new Option<string>("--source") { DefaultValueFactory = _ => "test:1920x1080" };
        var json = new Option<bool>("--json");
        var command = new Command("start", "Start to the printed link, and viewer's start to its first picture, of installed programs")
        {
            programs, runs, source, json,
        };
        command.SetAction(async (parse, cancellation) =>
        {
            string[] asked = parse.GetRequiredValue(programs);
            Wait[] waits = [.. asked.Select(_ => new Wait(new Samples(), new Samples()))];
            for (int run = 0; run < parse.GetValue(runs); run++)
            {
                for (int i = 0; i < asked.Length; i++)
                    await MeasureAsync(asked[i], parse.GetRequiredValue(source), waits[i], cancellation);
            }

            string title = $"{parse.GetRequiredValue(source)}, {parse.GetValue(runs)} runs in turns, milliseconds";
            Report(title, asked, waits, parse.GetValue(json));
            return 0;
        });
        return command;
    }

    private static async Task MeasureAsync(string program, string source, Wait wait, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        using Process broadcaster = Programs.StartInstalled(program, "share", "--source", source, "--bind", "127.0.0.1", "--json");
        string link = await Programs.ReadLinkAsync(broadcaster, cancellation);
        wait.Link.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        Task drained = broadcaster.StandardOutput.ReadToEndAsync(cancellation);

        start = Stopwatch.GetTimestamp();
        using Process viewer = Programs.StartInstalled(program, "view", link, "--bind", "127.0.0.1", "--json", "--frames", "1");
        bool isShown = await Programs.ReadUntilAsync(viewer, "frame", cancellation) is not null;
        double picture = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        if (!isShown) throw new InvalidOperationException($"{program} view has shown nothing");
        wait.Picture.Add(picture);

        await viewer.StandardOutput.ReadToEndAsync(cancellation);
        await viewer.WaitForExitAsync(cancellation);
        await broadcaster.StandardInput.WriteLineAsync("quit");
        broadcaster.StandardInput.Close();
        await broadcaster.WaitForExitAsync(cancellation);
        await drained;
    }

    private static void Report(string title, string[] programs, Wait[] waits, bool isJson)
    {
        Table.Print(
            title,
            ["program", "start to link, median", "p95", "start to first picture, median", "p95"],
            [.. programs.Zip(waits, static (program, wait) => (string[])[
                program, Table.Number(wait.Link.Median), Table.Number(wait.Link.P95),
                Table.Number(wait.Picture.Median), Table.Number(wait.Picture.P95)])]);
        if (!isJson) return;
        Table.PrintJson(new Dictionary<string, object>
        {
            ["bench"] = "start",
            ["programs"] = programs,
            ["linkMs"] = waits.Select(static wait => wait.Link.Median),
            ["pictureMs"] = waits.Select(static wait => wait.Picture.Median),
        });
    }

    private sealed record Wait(Samples Link, Samples Picture);
}
