using ScreenShare.Broadcaster.Startup;

namespace ScreenShare.Broadcaster.Tests.Startup;

public sealed class BroadcastCommandTests
{
    [Theory]
    [InlineData("limit upload 500k", 500_000L)]
    [InlineData(" limit  upload  2M ", 2_000_000L)]
    [InlineData("limit upload none", null)]
    public void An_upload_limit_is_set_or_lifted(string line, long? expected) =>
        Assert.Equal(new BroadcastCommand.LimitUpload(expected), BroadcastCommand.Parse(line));

    [Theory]
    [InlineData("limit upload fast", "'fast' is not a rate")]
    [InlineData("limit download 1M", "limit upload RATE")]
    [InlineData("hello", "limit upload RATE")]
    public void Anything_else_is_answered_with_what_would_be_understood(string line, string part) =>
        Assert.Contains(part, Assert.IsType<BroadcastCommand.Unknown>(BroadcastCommand.Parse(line)).Complaint);

    [Fact]
    public void Quit_ends_it() => Assert.IsType<BroadcastCommand.Quit>(BroadcastCommand.Parse("quit"));
}
