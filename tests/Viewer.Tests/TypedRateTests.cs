using ScreenShare.CommandLine;

namespace ScreenShare.Viewer.Tests;

public sealed class TypedRateTests
{
    [Theory]
    [InlineData("300k", 300_000)]
    [InlineData("1M", 1_000_000)]
    [InlineData("500B", 500)]
    [InlineData("500 kB/s", 500_000)]
    [InlineData("10000", 10_000)]
    [InlineData("2000000", 2_000_000)]
    public void A_rate_with_its_unit_or_large_enough_to_be_bytes_is_read(string text, long expected)
    {
        Assert.True(TypedRate.TryParse(text, out long rate, out string complaint));
        Assert.Equal(expected, rate);
        Assert.Empty(complaint);
    }

    [Theory]
    [InlineData("500")]
    [InlineData("1")]
    [InlineData("9999")]
    [InlineData("1.5")]
    public void A_small_number_without_a_unit_is_asked_back(string text)
    {
        Assert.False(TypedRate.TryParse(text, out _, out string complaint));
        Assert.StartsWith($"{text} bytes a second?", complaint);
        Assert.Contains($"{text}k", complaint);
        Assert.Contains($"{text}B", complaint);
        Assert.DoesNotContain('\n', complaint);
    }

    [Theory]
    [InlineData("much")]
    [InlineData("-5k")]
    [InlineData("0")]
    [InlineData("")]
    public void What_is_no_rate_is_told_so(string text)
    {
        Assert.False(TypedRate.TryParse(text, out _, out string complaint));
        Assert.Contains("not a rate", complaint);
    }

    [Fact]
    public void A_typed_limit_asks_back_too_and_names_the_way_to_have_none()
    {
        Assert.False(TypedLimit.TryParse("500", out _, out string complaint));
        Assert.Contains("500k", complaint);
        Assert.EndsWith("none", complaint);
    }
}
