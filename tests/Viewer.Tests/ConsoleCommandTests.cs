using ScreenShare.Swarm.Identity;
using ScreenShare.Viewer.Console;

namespace ScreenShare.Viewer.Tests;

public sealed class ConsoleCommandTests
{
    [Theory]
    [InlineData("block 192.0.2.7:6881", "192.0.2.7:6881")]
    [InlineData("  block   192.0.2.7 ", "192.0.2.7")]
    [InlineData("block [2001:db8::1]:80", "[2001:db8::1]:80")]
    [InlineData("block 2001:db8::1", "2001:db8::1")]
    public void Block_names_an_ip_or_an_ip_with_its_port(string line, string expected)
    {
        ConsoleCommand.Block block = Assert.IsType<ConsoleCommand.Block>(ConsoleCommand.Parse(line));

        Assert.Equal(expected, block.Rule.ToString());
    }

    [Fact]
    public void Unblock_reads_the_same_addresses()
    {
        ConsoleCommand.Unblock unblock = Assert.IsType<ConsoleCommand.Unblock>(ConsoleCommand.Parse("unblock 192.0.2.7:1"));

        Assert.True(AddressRule.TryParse("192.0.2.7:1", out AddressRule rule));
        Assert.Equal(rule, unblock.Rule);
    }

    [Theory]
    [InlineData("limit upload 500k", true, 500_000L)]
    [InlineData("limit upload none", true, null)]
    [InlineData("limit download 2M", false, 2_000_000L)]
    [InlineData("limit download none", false, null)]
    public void Limits_are_rates_or_none(string line, bool isUpload, long? bytesPerSecond)
    {
        ConsoleCommand expected = isUpload
            ? new ConsoleCommand.LimitUpload(bytesPerSecond)
            : new ConsoleCommand.LimitDownload(bytesPerSecond);

        Assert.Equal(expected, ConsoleCommand.Parse(line));
    }

    [Fact]
    public void Short_words_are_understood()
    {
        Assert.IsType<ConsoleCommand.Quit>(ConsoleCommand.Parse("q"));
        Assert.IsType<ConsoleCommand.Quit>(ConsoleCommand.Parse("quit"));
        Assert.IsType<ConsoleCommand.Snapshot>(ConsoleCommand.Parse("s"));
        Assert.IsType<ConsoleCommand.Peers>(ConsoleCommand.Parse("peers"));
    }

    [Theory]
    [InlineData("block")]
    [InlineData("block nowhere")]
    [InlineData("block 192.0.2.7:0x")]
    [InlineData("block 192.0.2.7 192.0.2.8")]
    [InlineData("limit upload")]
    [InlineData("limit sideways 5k")]
    [InlineData("dance")]
    public void What_is_not_understood_is_answered_with_what_would_be(string line)
    {
        ConsoleCommand.Unknown unknown = Assert.IsType<ConsoleCommand.Unknown>(ConsoleCommand.Parse(line));

        Assert.Matches("block ADDRESS|IP:port", unknown.Complaint);
    }
}
