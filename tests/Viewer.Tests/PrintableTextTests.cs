using ScreenShare.Viewer.CommandLine;

namespace ScreenShare.Viewer.Tests;

public sealed class PrintableTextTests
{
    [Fact]
    public void Escape_sequences_of_strangers_do_not_reach_the_terminal() =>
        Assert.Equal("a?[2Jb?c?", PrintableText.Of("a\e[2Jb\nc\u009B"));

    [Fact]
    public void Ordinary_text_stays_as_it_is() => Assert.Equal("Größe ▀ 1.0 [x]", PrintableText.Of("Größe ▀ 1.0 [x]"));
}
