using ScreenShare.CommandLine;

namespace ScreenShare.Viewer.Tests;

public sealed class WrappedTextTests
{
    private const string Answer = "500 bytes a second? Write 500k for 500 kB/s, or 500B if you mean it";

    [Theory]
    [InlineData(67, Answer)]
    [InlineData(40, "500 bytes a second? Write 500k for|500 kB/s, or 500B if you mean it")]
    [InlineData(38, "500 bytes a second? Write 500k for|500 kB/s, or 500B if you mean it")]
    [InlineData(20, "500 bytes a second?|Write 500k for|500 kB/s, or 500B if|you mean it")]
    public void Lines_end_between_words_and_never_between_a_number_and_its_unit(int columns, string expected) =>
        Assert.Equal(expected.Split('|'), WrappedText.Lines(Answer, columns));

    [Theory]
    [InlineData("", 5, "")]
    [InlineData("abcdefgh", 5, "abcde|fgh")]
    [InlineData("ab cdefghij", 5, "ab|cdefg|hij")]
    [InlineData("123 456 789", 5, "123|456|789")]
    [InlineData("127.0.0.1:32987 1.90 MB", 20, "127.0.0.1:32987|1.90 MB")]
    [InlineData("abc", 1, "a|b|c")]
    public void What_is_longer_than_a_line_is_broken_all_the_same(string text, int columns, string expected) =>
        Assert.Equal(expected.Split('|'), WrappedText.Lines(text, columns));

    [Fact]
    public void At_every_width_nothing_is_lost_and_no_line_is_too_long()
    {
        for (int columns = 1; columns < 80; columns++)
        {
            IReadOnlyList<string> lines = WrappedText.Lines(Answer, columns);

            Assert.All(lines, line => Assert.InRange(line.Length, 1, columns));
            Assert.Equal(
                Answer.Replace(" ", "", StringComparison.Ordinal), string.Concat(lines).Replace(" ", "", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Where_there_is_no_room_for_all_an_ellipsis_says_so()
    {
        Assert.Equal(["500 bytes a second?", "Write 500k for…"], WrappedText.Lines(Answer, 20, 2));
        Assert.Equal([Answer], WrappedText.Lines(Answer, 80, 2));
        Assert.Equal(["…"], WrappedText.Lines(Answer, 1, 1));
    }
}
