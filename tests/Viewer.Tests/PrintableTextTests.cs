using ScreenShare.CommandLine;

namespace ScreenShare.Viewer.Tests;

public sealed class PrintableTextTests
{
    [Fact]
    public void Escape_sequences_of_strangers_do_not_reach_the_terminal() =>
        Assert.Equal("a?[2Jb?c?", PrintableText.Of("a\e[2Jb\nc\u009B"));

    [Fact]
    public void Every_control_and_line_end_is_replaced()
    {
        foreach (int control in (IEnumerable<int>)[.. Enumerable.Range(0, 0x20), .. Enumerable.Range(0x7F, 0x21), 0x2028, 0x2029])
            Assert.Equal("a?b", PrintableText.Of($"a{(char)control}b"));
    }

    [Theory]
    [InlineData(0x202A, 0x202E)] // embeddings and overrides
    [InlineData(0x2066, 0x2069)] // isolates
    [InlineData(0x200E, 0x200F)]
    [InlineData(0x061C, 0x061C)]
    [InlineData(0x206A, 0x206F)]
    public void Nothing_turns_the_direction_of_writing(int first, int last)
    {
        for (int value = first; value <= last; value++)
            Assert.Equal("report?fdp.exe", PrintableText.Of($"report{(char)value}fdp.exe"));
    }

    [Theory]
    [InlineData(0x00AD)]
    [InlineData(0x200B)]
    [InlineData(0x200C)]
    [InlineData(0x200D)]
    [InlineData(0x2060)]
    [InlineData(0x2064)]
    [InlineData(0x180E)]
    [InlineData(0x3164)]
    [InlineData(0xFE0F)]
    [InlineData(0xFEFF)]
    [InlineData(0xFFF9)]
    [InlineData(0xFFFF)]
    [InlineData(0xE0001)]
    [InlineData(0xE0041)]
    [InlineData(0xE0100)]
    [InlineData(0x1FFFE)]
    public void What_nobody_sees_shows(int value) =>
        Assert.Equal("pay?pal", PrintableText.Of($"pay{char.ConvertFromUtf32(value)}pal"));

    [Fact]
    public void Half_a_pair_is_replaced() // no attribute can hold one
    {
        Assert.Equal("?", PrintableText.Of("\uD83D"));
        Assert.Equal("?", PrintableText.Of("\uDE00"));
        Assert.Equal("a??b", PrintableText.Of("a\uDE00\uD83Db"));
        Assert.Equal("é??", PrintableText.Of("é\uD83D\u200D"));
    }

    [Fact]
    public void Marks_do_not_pile_up_over_other_lines() =>
        Assert.Equal("e" + new string('\u0301', 8) + "??f", PrintableText.Of("e" + new string('\u0301', 10) + "f"));

    [Theory]
    [InlineData("")]
    [InlineData("Größe ▀ 1.0 [x]")]
    [InlineData("שלום عربى 你好 日本語 हिन्दी ภาษาไทย")]
    [InlineData("می\u200Cخواهم")]
    [InlineData("क्\u200Dष")]
    [InlineData("👩\u200D💻 ❤\uFE0F\u200D🔥 1\uFE0F\u20E3 🇩🇪")]
    [InlineData("葛\U000E0100城")]
    [InlineData("broken \uFFFD text")]
    public void Ordinary_text_stays_as_it_is(string text) => Assert.Equal(text, PrintableText.Of(text));
}
