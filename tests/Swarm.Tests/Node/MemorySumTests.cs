using System.Globalization;

namespace ScreenShare.Swarm.Tests.Node;

/// <summary>docs/memory.md says what a node can be made to hold; its figures are those of the code.</summary>
public sealed class MemorySumTests
{
    private static readonly string[] Page = File.ReadAllLines(Path.Combine(Root(), "docs", "memory.md"));

    [Fact]
    public void The_page_has_a_line_for_each_holder_with_what_it_holds_at_most()
    {
        (string, long)[] lines =
        [
            .. MemorySum.OfConnection, ("an open connection", MemorySum.OfConnection.Sum(line => line.Bytes)),
            .. MemorySum.OfOtherConnections,
            .. MemorySum.OfNode, ("a node", MemorySum.Whole),
        ];

        Assert.Equal(lines.Select(Written), Page.Where(IsHolder).Select(Read));
    }

    private static string Written((string Holder, long Bytes) line) =>
        $"{line.Holder}: {line.Bytes.ToString("N0", CultureInfo.InvariantCulture)}";

    private static bool IsHolder(string line) => line.StartsWith('|') && char.IsAsciiDigit(line.TrimEnd('|', ' ')[^1]);

    private static string Read(string line)
    {
        string[] cells = [.. line.Trim('|').Split('|').Select(cell => cell.Trim())];
        return $"{cells[0]}: {cells[^1]}";
    }

    private static string Root()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "ScreenShare.sln")))
            at = at.Parent;
        return at?.FullName ?? throw new InvalidOperationException("The tests do not run within the repository.");
    }
}
