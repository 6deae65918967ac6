using ScreenShare.Broadcaster.Rooms;

namespace ScreenShare.Broadcaster.Tests.Rooms;

public sealed class RoomNameTests
{
    [Theory]
    [InlineData("desk")]
    [InlineData("Room-4.2")]
    [InlineData("7")]
    [InlineData("CONsole")]
    [InlineData("com10")]
    [InlineData("a0123456789012345678901234567890123456789012345678901234567890.-")]
    public void Letters_digits_dashes_and_dots_are_a_name(string text)
    {
        Assert.True(RoomName.TryParse(text, isForWindows: true, out RoomName _, out _) || text[^1] == '.');
        Assert.True(RoomName.TryParse(text, isForWindows: false, out RoomName name, out string complaint), complaint);
        Assert.Equal(text, name.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData(".hidden")]
    [InlineData("-yes")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a b")]
    [InlineData("a_b")]
    [InlineData("tür")]
    [InlineData("a\0b")]
    [InlineData("a01234567890123456789012345678901234567890123456789012345678901234")]
    public void What_could_lead_elsewhere_or_is_too_long_is_none(string text)
    {
        Assert.False(RoomName.TryParse(text, isForWindows: false, out RoomName name, out string complaint));
        Assert.Equal(("", false), (name.ToString(), complaint.Length == 0));
    }

    [Theory]
    [InlineData("con")]
    [InlineData("NUL")]
    [InlineData("aux.txt")]
    [InlineData("Com1")]
    [InlineData("lpt9.a.b")]
    [InlineData("desk.")]
    public void Windows_own_names_are_none_there(string text)
    {
        Assert.False(RoomName.TryParse(text, isForWindows: true, out _, out string complaint));
        Assert.Contains("Windows", complaint, StringComparison.Ordinal);
        Assert.True(RoomName.TryParse(text, isForWindows: false, out _, out _));
    }
}
