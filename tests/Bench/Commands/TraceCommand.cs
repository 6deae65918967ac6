using System.CommandLine;
using ScreenShare.Bench.Measuring;
using ScreenShare.Frames;

namespace ScreenShare.Bench.Commands;

/// <summary><c>trace FILE|DIR</c>: plays recordings through the pipeline; bytes per frame and milliseconds per stage.</summary>
internal static class TraceCommand
{
    public static Command Create() => RecordingsCommand.Create(
        "trace",
        "Plays recordings through the pipeline on one thread",
        "All frames count for bytes (an unchanged one as 0), changed ones for times. One thread.",
        [
            "trace", "frames", "KiB/frame mean", "median", "p95", "tiles changed, median",
            "encode ms, median", "p95", "publish ms", "decode ms", "wrong",
        ],
        "traces",
        PlayAsync);

    private static async Task PlayAsync(string file, List<string[]> rows, List<object> figures, CancellationToken cancellation)
    {
        using Recording recording = await Recording.OpenAsync(file, cancellation);
        using var stages = new Stages(recording.Size);
        while (true)
        {
            Picture picture = stages.Rent();
            if (!await recording.TryReadAsync(picture, cancellation)) break;
            stages.Push(picture, DateTimeOffset.UtcNow);
        }

        const double KiB = 1024;
        string name = Path.GetFileNameWithoutExtension(file);
        rows.Add([
            name, stages.Frames.ToString(), Table.Number(stages.Bytes.Mean / KiB), Table.Number(stages.Bytes.Median / KiB),
            Table.Number(stages.Bytes.P95 / KiB),
            Table.Number(stages.ChangedTiles.Median), Table.Number(stages.EncodeMs.Median), Table.Number(stages.EncodeMs.P95),
            Table.Number(stages.PublishMs.Median), Table.Number(stages.DecodeMs.Median), stages.Wrong.ToString(),
        ]);
        figures.Add(new
        {
            trace = name, frames = stages.Frames, meanBytes = stages.Bytes.Mean, medianBytes = stages.Bytes.Median,
            p95Bytes = stages.Bytes.P95, encodeMs = stages.EncodeMs.Median, publishMs = stages.PublishMs.Median,
            decodeMs = stages.DecodeMs.Median, wrong = stages.Wrong,
        });
    }
}
