using ScreenShare.CommandLine;

namespace ScreenShare.Viewer.Tests;

public sealed class TransferRateTests
{
    [Theory]
    [InlineData("1", 1)]
    [InlineData("500k", 500_000)]
    [InlineData("500K", 500_000)]
    [InlineData("2M", 2_000_000)]
    [InlineData("1.5M", 1_500_000)]
    [InlineData(" 3 G ", 3_000_000_000)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void A_number_with_or_without_a_unit_is_bytes_per_second(string text, long expected)
    {
        Assert.True(TransferRate.TryParse(text, out long rate));
        Assert.Equal(expected, rate);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("k")]
    [InlineData("0")]
    [InlineData("0.1")]
    [InlineData("-5k")]
    [InlineData("5q")]
    [InlineData("5kk")]
    [InlineData("1e6")]
    [InlineData("1,000")]
    [InlineData("NaN")]
    [InlineData("9223372036854775808")]
    [InlineData("9999999999999G")]
    [InlineData("99999999999999999999999999999999999999")]
    public void Anything_else_is_refused(string? text) => Assert.False(TransferRate.TryParse(text, out _));

    [Theory]
    [InlineData(0, "0 B/s")]
    [InlineData(999, "999 B/s")]
    [InlineData(1_234, "1.23 kB/s")]
    [InlineData(45_600, "45.6 kB/s")]
    [InlineData(456_000, "456 kB/s")]
    [InlineData(7_890_000, "7.89 MB/s")]
    [InlineData(1_500_000_000, "1.50 GB/s")]
    public void Rates_are_told_with_three_digits(double rate, string expected) => Assert.Equal(expected, TransferRate.Format(rate));
}
