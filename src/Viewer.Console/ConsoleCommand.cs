using ScreenShare.CommandLine;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Viewer.Console;

/// <summary>What a person, or a program that drives this one, may type while it runs.</summary>
internal abstract record ConsoleCommand
{
    public const string Usage = "block ADDRESS, unblock ADDRESS, limit upload RATE, limit download RATE, peers, s (snapshot) or quit";

    /// <summary>Keys that need no Enter.</summary>
    public const string Keys = "sq?";

    private static readonly string[] Words =
        ["block", "unblock", "limit", "upload", "download", "peers", "snapshot", "help", "quit", "exit"];

    private ConsoleCommand() { }

    public sealed record Help : ConsoleCommand
    {
        /// <summary>Short enough for a terminal of 80 columns.</summary>
        public const string Text = "block|unblock IP[:PORT], limit upload|download 500k|none, peers, s, q";
    }

    public sealed record Block(AddressRule Rule) : ConsoleCommand;

    public sealed record Unblock(AddressRule Rule) : ConsoleCommand;

    /// <param name="BytesPerSecond">Null: no limit.</param>
    public sealed record LimitUpload(long? BytesPerSecond) : ConsoleCommand;

    /// <param name="BytesPerSecond">Null: no limit.</param>
    public sealed record LimitDownload(long? BytesPerSecond) : ConsoleCommand;

    public sealed record Peers : ConsoleCommand;

    public sealed record Snapshot : ConsoleCommand;

    public sealed record Quit : ConsoleCommand;

    /// <summary>Not understood; says why and what would be.</summary>
    public sealed record Unknown(string Complaint) : ConsoleCommand;

    public static ConsoleCommand Parse(string line)
    {
        string[] words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            ["block", var address] => WithRule(address, rule => new Block(rule)),
            ["unblock", var address] => WithRule(address, rule => new Unblock(rule)),
            ["limit", "upload", _, ..] => WithRate(words, limit => new LimitUpload(limit)),
            ["limit", "download", _, ..] => WithRate(words, limit => new LimitDownload(limit)),
            ["peers"] => new Peers(),
            ["s"] or ["snapshot"] => new Snapshot(),
            ["q"] or ["quit"] or ["exit"] => new Quit(),
            ["help"] or ["?"] or ["h"] => new Help(),
            _ => new Unknown(TypedCommand.NotUnderstood(line, words, Words, Usage)),
        };
    }

    private static ConsoleCommand WithRate(string[] words, Func<long?, ConsoleCommand> make) =>
        TypedLimit.TryParse(string.Join(' ', words[2..]), out long? rate, out string complaint) ? make(rate) : new Unknown(complaint);

    private static ConsoleCommand WithRule(string text, Func<AddressRule, ConsoleCommand> make) =>
        AddressRule.TryParse(text, out AddressRule rule)
            ? make(rule)
            : new Unknown($"'{text}' is not an address; give an IP or IP:port, such as 192.0.2.7 or 192.0.2.7:6881");
}
