using System.CommandLine;
using System.Diagnostics;
using ScreenShare.Bench.Measuring;
using ScreenShare.Broadcaster.Capture;
using ScreenShare.Frames;

namespace ScreenShare.Bench.Commands;

/// <summary><c>path</c>: capture, compare and encode, publish, decode on one thread, milliseconds per frame.</summary>
internal static class PathCommand
{
    public static Command Create()
    {
        var source = new Option<string>("--source")
        {
            Description = "as the broadcaster takes it: test:WxH or screen",
            DefaultValueFactory = _ => "test:1920x1080",
        };
        var frames = new Option<int>("--frames") { DefaultValueFactory = _ => 300 };
        var json = new Option<bool>("--json");
        var command = new Command("path", "Times capture, compare and encode, publish and decode of one source on one thread")
        {
            source, frames, json,
        };
        command.SetAction(async (parse, cancellation) =>
        {
            if (!SourceName.TryParse(parse.GetRequiredValue(source), out SourceName? name, out string? error))
            {
                await Console.Error.WriteLineAsync(error);
                return 2;
            }

            using IScreenSource opened = ScreenSources.Open(
                name, DesktopSession.OfThisProcess(), seed: 1, watchPointer: false, Console.OpenStandardInput,
                cancellation: cancellation).Source;
            await RunAsync(opened, parse.GetValue(frames), parse.GetValue(json), cancellation);
            return 0;
        });
        return command;
    }

    private static async Task RunAsync(IScreenSource source, int frames, bool json, CancellationToken cancellation)
    {
        const int WarmUp = 30;
        PictureSize size = source.Size;
        var capture = new Samples();
        var total = new Samples();
        var screen = new Picture(size);
        using var stages = new Stages(size);
        for (int i = 0; i < frames + WarmUp; i++)
        {
            long start = Stopwatch.GetTimestamp();
            CaptureOutcome outcome = await source.CaptureAsync(screen, cancellation);
            double captureMs = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (outcome is CaptureOutcome.Ended or CaptureOutcome.Resized) break;
            if (outcome != CaptureOutcome.Captured) continue;
            Picture picture = stages.Rent();
            screen.CopyTo(picture);
            int encoded = stages.EncodeMs.Count;
            start = Stopwatch.GetTimestamp();
            stages.Push(picture, DateTimeOffset.UtcNow);
            if (i < WarmUp || stages.EncodeMs.Count == encoded) continue;
            capture.Add(captureMs);
            total.Add(captureMs + Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        Table.Print(
            $"{source.Description}: {capture.Count} changed frames, {stages.ChangedTiles.Median:0} tiles changed (median), one thread",
            ["stage", "median ms", "p95 ms"],
            [
                Table.Row("capture", capture),
                Table.Row("compare + encode", stages.EncodeMs),
                Table.Row("publish: seal, pack, hash, sign", stages.PublishMs),
                Table.Row("open + decode + draw", stages.DecodeMs),
            ]);
        Console.WriteLine($"bytes per frame: median {stages.Bytes.Median:0}, p95 {stages.Bytes.P95:0}; wrong pictures: {stages.Wrong}");
        if (json)
        {
            Table.PrintJson(new Dictionary<string, object>
            {
                ["bench"] = "path", ["source"] = source.Description, ["frames"] = capture.Count, ["captureMs"] = capture.Median,
                ["encodeMs"] = stages.EncodeMs.Median, ["publishMs"] = stages.PublishMs.Median, ["decodeMs"] = stages.DecodeMs.Median,
                ["frameBytes"] = stages.Bytes.Median, ["wrong"] = stages.Wrong,
            });
        }
    }
}
