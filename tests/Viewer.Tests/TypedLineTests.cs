using ScreenShare.CommandLine;

namespace ScreenShare.Viewer.Tests;

public sealed class TypedLineTests
{
    private readonly TypedLine _line = new("sq");

    [Fact]
    public void A_command_is_complete_with_enter()
    {
        Assert.Null(Type("peers"));
        Assert.Equal("peers", _line.Text);

        Assert.Equal("peers", _line.Handle(Key(ConsoleKey.Enter)));
        Assert.Empty(_line.Text);
    }

    [Theory]
    [InlineData(20, "> limit upload 500k")]
    [InlineData(19, "> limit upload 500k")]
    [InlineData(18, "…limit upload 500k")]
    [InlineData(5, "…500k")]
    [InlineData(1, "…")]
    [InlineData(0, "")]
    public void Where_there_is_little_room_its_end_is_shown(int columns, string expected)
    {
        Type("limit upload 500k");

        Assert.Equal(expected, _line.Shown(columns));
    }

    [Fact]
    public void Single_keys_act_at_once_on_an_empty_line_only()
    {
        Assert.Equal("s", Type("s"));
        Assert.Equal("q", Type("q"));

        Assert.Null(Type("peers"));
        Assert.Equal("peers", _line.Text);
    }

    [Fact]
    public void Backspace_takes_back_a_character_and_escape_all()
    {
        Type("pex");
        _line.Handle(Key(ConsoleKey.Backspace));
        Assert.Equal("pe", _line.Text);

        _line.Handle(Key(ConsoleKey.Escape));
        _line.Handle(Key(ConsoleKey.Backspace));
        Assert.Empty(_line.Text);
        Assert.Null(_line.Handle(Key(ConsoleKey.Enter)));
    }

    private string? Type(string text)
    {
        string? command = null;
        foreach (char c in text)
            command = _line.Handle(new ConsoleKeyInfo(c, ConsoleKey.None, shift: false, alt: false, control: false));
        return command;
    }

    private static ConsoleKeyInfo Key(ConsoleKey key) => new('\0', key, shift: false, alt: false, control: false);
}
