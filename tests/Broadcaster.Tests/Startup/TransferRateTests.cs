using ScreenShare.Broadcaster.Startup;

namespace ScreenShare.Broadcaster.Tests.Startup;

public class TransferRateTests
{
    [Theory]
    [InlineData("1", 1)]
    [InlineData("500k", 500_000)]
    [InlineData("500K", 500_000)]
    [InlineData("2M", 2_000_000)]
    [InlineData("1.5m", 1_500_000)]
    [InlineData("1G", 1_000_000_000)]
    [InlineData(" 64 k ", 64_000)]
    public void A_number_with_an_optional_decimal_unit_is_a_rate(string text, long expected)
    {
        Assert.True(TransferRate.TryParse(text, out long rate));
        Assert.Equal(expected, rate);
    }

    [Theory]
    [InlineData("")]
    [InlineData("k")]
    [InlineData("0")]
    [InlineData("0.0001")]
    [InlineData("-5k")]
    [InlineData("5x")]
    [InlineData("5kB")]
    [InlineData("1e6")]
    [InlineData("1,5M")]
    [InlineData("9999999999999G")]
    public void Anything_else_is_not(string text) => Assert.False(TransferRate.TryParse(text, out _));
}
