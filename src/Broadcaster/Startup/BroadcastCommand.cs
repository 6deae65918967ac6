using ScreenShare.CommandLine;

namespace ScreenShare.Broadcaster.Startup;

/// <summary>What a person, or a program that drives this one, may type while it broadcasts.</summary>
internal abstract record BroadcastCommand
{
    public const string Usage = "limit upload RATE, or quit";

    /// <summary>Keys that need no Enter.</summary>
    public const string Keys = "?";

    private static readonly string[] Words = ["limit", "upload", "help", "quit", "exit"];

    private BroadcastCommand() { }

    /// <param name="BytesPerSecond">Null: no limit.</param>
    public sealed record LimitUpload(long? BytesPerSecond) : BroadcastCommand;

    public sealed record Help : BroadcastCommand
    {
        public static string Text => $"type {Usage}; a RATE is 500k, 2M or none";
    }

    public sealed record Quit : BroadcastCommand;

    /// <summary>Not understood; says why and what would be.</summary>
    public sealed record Unknown(string Complaint) : BroadcastCommand;

    public static BroadcastCommand Parse(string line) =>
        line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) switch
        {
            ["limit", "upload", _, ..] and [_, _, .. string[] rate] =>
                TypedLimit.TryParse(string.Join(' ', rate), out long? limit, out string complaint)
                    ? new LimitUpload(limit)
                    : new Unknown(complaint),
            ["help"] or ["?"] or ["h"] => new Help(),
            ["q"] or ["quit"] or ["exit"] => new Quit(),
            var words => new Unknown(TypedCommand.NotUnderstood(line, words, Words, Usage)),
        };
}
