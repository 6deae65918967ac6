using System.Diagnostics;
using System.Text.Json;

namespace ScreenShare.Bench.Measuring;

/// <summary>The frames a program tells of in JSON lines, with their digests, and its summary.</summary>
internal sealed class FrameLog
{
    public List<(long Frame, string Digest)> Frames { get; } = [];

    public JsonElement Summary { get; private set; }

    /// <summary>Reads to the end of the program's output.</summary>
    public static async Task<FrameLog> ReadAsync(Process program, CancellationToken cancellation)
    {
        var log = new FrameLog();
        while (await program.StandardOutput.ReadLineAsync(cancellation) is { } line)
        {
            using JsonDocument read = JsonDocument.Parse(line);
            JsonElement told = read.RootElement;
            switch (told.GetProperty("event").GetString())
            {
                case "frame":
                    log.Frames.Add((told.GetProperty("frame").GetInt64(), told.GetProperty("digest").GetString() ?? ""));
                    break;
                case "summary":
                    log.Summary = told.Clone();
                    break;
            }
        }

        return log;
    }
}
