using ScreenShare.Broadcaster.Startup;

namespace ScreenShare.Broadcaster.Tests.Startup;

public sealed class BroadcastCommandTests
{
    [Theory]
    [InlineData("limit upload 500k", 500_000L)]
    [InlineData(" limit  upload  2M ", 2_000_000L)]
    [InlineData("limit upload 500 kB/s", 500_000L)]
    [InlineData("limit upload 500B", 500L)]
    [InlineData("limit upload 20000", 20_000L)]
    [InlineData("limit upload none", null)]
    public void An_upload_limit_is_set_or_lifted(string line, long? expected) =>
        Assert.Equal(new BroadcastCommand.LimitUpload(expected), BroadcastCommand.Parse(line));

    [Theory]
    [InlineData("limit upload fast", "'fast' is not a rate")]
    [InlineData("limit upload 500", "Write 500k for 500 kB/s")]
    [InlineData("limit upload 0", "'0' is not a rate")]
    [InlineData("limit upload none at all", "'none at all' is not a rate")]
    [InlineData("limit upload", "limit upload RATE")]
    [InlineData("limit uplaod 1M", "did you mean upload?")]
    [InlineData("qiut", "did you mean quit?")]
    [InlineData("limit download 1M", "limit upload RATE")]
    [InlineData("hello", "limit upload RATE")]
    public void Anything_else_is_answered_with_what_would_be_understood(string line, string part) =>
        Assert.Contains(part, Assert.IsType<BroadcastCommand.Unknown>(BroadcastCommand.Parse(line)).Complaint);

    [Theory]
    [InlineData("help")]
    [InlineData("?")]
    [InlineData(" h ")]
    public void Help_tells_all_there_is_in_one_line_of_a_usual_terminal(string line)
    {
        Assert.IsType<BroadcastCommand.Help>(BroadcastCommand.Parse(line));

        Assert.All((string[])["limit upload RATE", "quit", "500k", "none"], word => Assert.Contains(word, BroadcastCommand.Help.Text));
        Assert.InRange(BroadcastCommand.Help.Text.Length, 1, 79);
    }

    [Fact]
    public void Quit_ends_it() => Assert.IsType<BroadcastCommand.Quit>(BroadcastCommand.Parse("quit"));
}
