using ScreenShare.CommandLine;
using ScreenShare.Swarm.Identity;
using ScreenShare.Viewer.CommandLine;

namespace ScreenShare.Viewer.Console;

/// <summary>What a person, or a program that drives this one, may type while it runs.</summary>
internal abstract record ConsoleCommand
{
    public const string Usage = "block ADDRESS, unblock ADDRESS, limit upload RATE, limit download RATE, peers, s (snapshot) or quit";

    private ConsoleCommand() { }

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
            ["limit", "upload", var rate] => WithRate(rate, limit => new LimitUpload(limit)),
            ["limit", "download", var rate] => WithRate(rate, limit => new LimitDownload(limit)),
            ["peers"] => new Peers(),
            ["s"] or ["snapshot"] => new Snapshot(),
            ["q"] or ["quit"] or ["exit"] => new Quit(),
            _ => new Unknown($"'{line.Trim()}' is not understood; type {Usage}"),
        };
    }

    private static ConsoleCommand WithRate(string text, Func<long?, ConsoleCommand> make) =>
        TypedLimit.TryParse(text, out long? rate, out string complaint) ? make(rate) : new Unknown(complaint);

    private static ConsoleCommand WithRule(string text, Func<AddressRule, ConsoleCommand> make) =>
        AddressRule.TryParse(text, out AddressRule rule)
            ? make(rule)
            : new Unknown($"'{text}' is not an address; give an IP or IP:port, such as 192.0.2.7 or 192.0.2.7:6881");
}
