using ScreenShare.Broadcaster.Capture.X11;

namespace ScreenShare.Broadcaster.Tests.Capture.X11;

/// <summary>What may be handed to Xlib to be read, by the Compound Text Encoding.</summary>
public sealed class CompoundTextTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("\u001B-L\u00B0\u00B1 \u001B-A\u00FC")] // Cyrillic, then Latin 1
    [InlineData("\u001B$(B\u0024\u0022\u0024\u0024\u001B(B ok")] // two characters of JIS X 0208
    [InlineData("\u001B$)C\u00B0\u00A1")] // one of KS C 5601
    [InlineData("\u001B%G\u00C3\u00BC\u001B%@ ok")] // UTF-8
    [InlineData("two\0parts")]
    public void What_is_put_together_as_it_should_be_is_sound(string text) => Assert.True(CompoundText.IsSound(Bytes(text)));

    [Theory]
    [InlineData("\u001B")]
    [InlineData("\u001B$(")]
    [InlineData("\u001B%/1\u0080\u0090name\u0002")] // a segment with a length of its own, which is longer than all there is
    [InlineData("\u001B$(B\u0024")] // half a character
    [InlineData("\u001B$(B\u0024\u00A4")]
    [InlineData("\u001B$)B\u00A4\u0024")]
    [InlineData("\u001B$(B\u0024\u001B(B")]
    [InlineData("\u009B2]")] // a direction
    [InlineData("\u0007")]
    [InlineData("\u001B#8")]
    [InlineData("\u001B%G\u001B-A")]
    public void Whatever_else_there_is_is_not(string text) => Assert.False(CompoundText.IsSound(Bytes(text)));

    private static byte[] Bytes(string text) => System.Text.Encoding.Latin1.GetBytes(text);
}
