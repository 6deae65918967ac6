using ScreenShare.CommandLine;

namespace ScreenShare.Broadcaster.Startup;

/// <summary>What a person, or a program that drives this one, may type while it broadcasts.</summary>
internal abstract record BroadcastCommand
{
    public const string Usage = "limit upload RATE, or quit";

    private BroadcastCommand() { }

    /// <param name="BytesPerSecond">Null: no limit.</param>
    public sealed record LimitUpload(long? BytesPerSecond) : BroadcastCommand;

    public sealed record Quit : BroadcastCommand;

    /// <summary>Not understood; says why and what would be.</summary>
    public sealed record Unknown(string Complaint) : BroadcastCommand;

    public static BroadcastCommand Parse(string line) =>
        line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) switch
        {
            ["limit", "upload", var text] =>
                TypedLimit.TryParse(text, out long? rate, out string complaint) ? new LimitUpload(rate) : new Unknown(complaint),
            ["q"] or ["quit"] or ["exit"] => new Quit(),
            _ => new Unknown($"'{line.Trim()}' is not understood; type {Usage}"),
        };
}
