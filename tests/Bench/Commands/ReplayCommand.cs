using System.CommandLine;
using System.Diagnostics;
using ScreenShare.Bench.Measuring;
using ScreenShare.Frames;

namespace ScreenShare.Bench.Commands;

/// <summary>
/// <c>replay FILE|DIR</c>: each recording at its own rate through a real broadcaster and two real viewers. Counts what was shown, and
/// compares every shown picture with the published one and every published one with ffmpeg's own decoding.
/// </summary>
internal static class ReplayCommand
{
    private const int Viewers = 2;

    public static Command Create() => RecordingsCommand.Create(
        "replay",
        "Plays recordings through a broadcaster and two viewers, each a process",
        $"At their own rate, one broadcaster, {Viewers} viewers, a process each. "
            + "Shown: share of the pictures published while the viewer was in.",
        ["recording", "published", "shown, worst viewer", "delay p50 ms", "p95 ms", "shown ≠ published", "published ≠ ffmpeg's"],
        "recordings",
        PlayAsync);

    private static async Task PlayAsync(string file, List<string[]> rows, List<object> figures, CancellationToken cancellation)
    {
        HashSet<string> decoded = await DecodeAsync(file, cancellation);
        using Process broadcaster = Programs.Start("Broadcaster", "--source", $"file:{file}", "--bind", "127.0.0.1", "--json", "--digest");
        string link = await Programs.ReadLinkAsync(broadcaster, cancellation);
        Task<FrameLog> publishing = FrameLog.ReadAsync(broadcaster, cancellation);
        Process[] viewers =
        [
            .. Enumerable.Range(0, Viewers)
                .Select(_ => Programs.Start("Viewer.Console", link, "--bind", "127.0.0.1", "--json", "--digest")),
        ];
        FrameLog[] shown = await Task.WhenAll(viewers.Select(viewer => FrameLog.ReadAsync(viewer, cancellation)));
        FrameLog published = await publishing;
        foreach (Process viewer in viewers)
            viewer.Dispose();

        Dictionary<long, string> digests = published.Frames.ToDictionary(frame => frame.Frame, frame => frame.Digest);
        int wrong = shown.Sum(log => log.Frames.Count(
            frame => digests.TryGetValue(frame.Frame, out string? digest) && digest != frame.Digest));
        int foreign = published.Frames.Count(frame => !decoded.Contains(frame.Digest));
        double worst = shown.Min(log => ShareShown(log, published));
        double median = shown.Max(log => log.Summary.GetProperty("medianDelayMs").GetDouble());
        double p95 = shown.Max(log => log.Summary.GetProperty("p95DelayMs").GetDouble());
        string name = Path.GetFileNameWithoutExtension(file);
        rows.Add([
            name, published.Frames.Count.ToString(), $"{100 * worst:0.0} %", Table.Number(median), Table.Number(p95),
            wrong.ToString(), foreign.ToString(),
        ]);
        figures.Add(new
        {
            recording = name, published = published.Frames.Count, shownShare = worst, medianDelayMs = median, wrong, foreign,
        });
    }

    private static double ShareShown(FrameLog shown, FrameLog published)
    {
        if (shown.Frames.Count == 0) return 0;
        long first = shown.Frames[0].Frame;
        return shown.Frames.Count / (double)Math.Max(1, published.Frames.Count(frame => frame.Frame >= first));
    }

    private static async Task<HashSet<string>> DecodeAsync(string file, CancellationToken cancellation)
    {
        using Recording recording = await Recording.OpenAsync(file, cancellation);
        var picture = new Picture(recording.Size);
        var digests = new HashSet<string>();
        while (await recording.TryReadAsync(picture, cancellation))
            digests.Add(picture.Digest());
        return digests;
    }
}
