using System.Text;
using ScreenShare.Swarm.Wire.Bencode;

namespace ScreenShare.Swarm.Tests.Wire;

public sealed class BencodeReaderTests
{
    [Theory]
    [InlineData("i0e", 0)]
    [InlineData("i-1e", -1)]
    [InlineData("i9223372036854775807e", long.MaxValue)]
    [InlineData("i-9223372036854775808e", long.MinValue)]
    public void Integers_of_64_bits_are_read(string text, long expected)
    {
        BencodeReader reader = new(Encoding.ASCII.GetBytes(text));

        Assert.True(reader.TryReadInteger(out long value));
        Assert.Equal(expected, value);
        Assert.True(reader.IsAtEnd);
    }

    [Theory]
    [InlineData("")]
    [InlineData("i")]
    [InlineData("ie")]
    [InlineData("i-e")]
    [InlineData("i1")]
    [InlineData("i01e")]
    [InlineData("i00e")]
    [InlineData("i-0e")]
    [InlineData("i-01e")]
    [InlineData("i+1e")]
    [InlineData("i 1e")]
    [InlineData("i1.0e")]
    [InlineData("i9223372036854775808e")]
    [InlineData("i-9223372036854775809e")]
    [InlineData("i111111111111111111111111111111e")]
    [InlineData("1:")]
    [InlineData("01:a")]
    [InlineData("-1:a")]
    [InlineData("2147483648:a")]
    [InlineData("9223372036854775807:a")]
    [InlineData("18446744073709551617:a")]
    [InlineData(":a")]
    [InlineData("1a")]
    [InlineData("l")]
    [InlineData("d")]
    [InlineData("e")]
    [InlineData("li1e")]
    public void What_is_not_bencoding_is_refused(string text)
    {
        BencodeReader reader = new(Encoding.ASCII.GetBytes(text));

        Assert.False(reader.TryReadInteger(out _));
        Assert.False(reader.TryReadBytes(out _));
        Assert.False(reader.TrySkip());
        Assert.Equal(text.Length == 0, reader.IsAtEnd);
    }

    [Fact]
    public void Nesting_ends_at_eight()
    {
        Assert.True(CanSkip(new string('l', 8) + new string('e', 8)));
        Assert.False(CanSkip(new string('l', 9) + new string('e', 9)));
        Assert.False(CanSkip(new string('l', 4096)));
    }

    [Fact]
    public void A_skipped_value_is_passed_whole_and_nothing_more()
    {
        BencodeReader reader = new("ld1:ai1e1:bl0:eei-5eei7e"u8);

        Assert.True(reader.TrySkip());
        Assert.True(reader.TryReadInteger(out long behind));
        Assert.Equal(7, behind);
    }

    [Fact]
    public void Ten_thousand_damaged_values_never_throw()
    {
        byte[] sample = "d1:ai-12e1:bl4:spami0e0:e1:cd1:xd1:yleee10:0123456789i9999999999ee"u8.ToArray();

        foreach (byte[] damaged in Mutations.Of(sample, seed: 11))
        {
            BencodeReader reader = new(damaged);
            while (reader.TrySkip())
            {
            }
        }
    }

    private static bool CanSkip(string text) => new BencodeReader(Encoding.ASCII.GetBytes(text)).TrySkip();
}
