using System.CommandLine;
using ScreenShare.Bench.Measuring;

namespace ScreenShare.Bench.Commands;

/// <summary>What the commands that play recordings have in common: <c>NAME FILE|DIR [--json]</c>, a row for each recording.</summary>
internal static class RecordingsCommand
{
    /// <summary>Plays one recording; adds its row, and the same as an object.</summary>
    public delegate Task Play(string file, List<string[]> rows, List<object> figures, CancellationToken cancellation);

    /// <param name="figuresName">Of the recordings, in JSON.</param>
    public static Command Create(string name, string description, string title, string[] columns, string figuresName, Play play)
    {
        var path = new Argument<string>("path") { Description = "a video, or a folder of .mkv files; decoded by ffmpeg" };
        var json = new Option<bool>("--json");
        var command = new Command(name, description) { path, json };
        command.SetAction(async (parse, cancellation) =>
        {
            string given = parse.GetRequiredValue(path);
            string[] files = Directory.Exists(given) ? [.. Directory.GetFiles(given, "*.mkv").Order(StringComparer.Ordinal)] : [given];
            var rows = new List<string[]>();
            var figures = new List<object>();
            foreach (string file in files)
                await play(file, rows, figures, cancellation);
            Table.Print(title, columns, rows);
            if (parse.GetValue(json)) Table.PrintJson(new Dictionary<string, object> { ["bench"] = name, [figuresName] = figures });
            return 0;
        });
        return command;
    }
}
