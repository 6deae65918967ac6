using System.Text;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Wire;

namespace ScreenShare.Swarm.Tests.Wire;

public sealed class HandshakeTests
{
    private static byte[] Sample => Samples.Messages["handshake"];

    [Fact]
    public void It_is_laid_out_as_BEP_3_says()
    {
        // "character nineteen (decimal) followed by the string 'BitTorrent protocol'", "8 reserved bytes", "20 byte sha1 hash",
        // "20-byte peer id".
        byte[] expected =
        [
            19, .. Encoding.ASCII.GetBytes("BitTorrent protocol"),
            0, 0, 0, 0, 0, 0x10, 0, 0, // BEP 10: reserved_byte[5] & 0x10
            .. Samples.Counting(20),
            .. Encoding.ASCII.GetBytes("-SS0100-abcdefghijkl"),
        ];

        Assert.Equal(Handshake.Bytes, expected.Length);
        Assert.Equal(expected, Sample);
    }

    [Fact]
    public void What_is_read_is_what_was_written()
    {
        byte[] followed = [.. Sample, 0, 0, 0, 0];

        Assert.Equal(ReadOutcome.Complete, Handshake.TryRead(followed, out Handshake read, out _));
        Assert.Equal(Samples.Handshake, read);
    }

    [Fact]
    public void Bits_that_other_clients_set_do_not_matter()
    {
        byte[] bytes = [.. Sample];
        bytes.AsSpan(20, 8).Fill(0xFF);
        Assert.Equal(ReadOutcome.Complete, Handshake.TryRead(bytes, out Handshake all, out _));
        bytes[25] = 0xEF;
        Assert.Equal(ReadOutcome.Complete, Handshake.TryRead(bytes, out Handshake allButOne, out _));

        Assert.True(all.SupportsExtensions);
        Assert.False(allButOne.SupportsExtensions);
        Assert.Equal(Samples.Handshake.Infohash, allButOne.Infohash);
    }

    [Fact]
    public void Every_part_of_it_asks_for_more()
    {
        for (int length = 0; length < Handshake.Bytes; length++)
        {
            Assert.Equal(ReadOutcome.NeedMore, Handshake.TryRead(Sample.AsSpan(0, length), out _, out ProtocolViolation violation));
            Assert.Equal(ProtocolViolation.None, violation);
        }
    }

    [Theory]
    [InlineData("GET / HTTP/1.1")]
    [InlineData("\u0013BitTorrent protocoL")]
    [InlineData("\u0014")]
    [InlineData("\0")]
    public void Another_protocol_is_refused_before_68_bytes_are_there(string opening)
    {
        ReadOutcome outcome = Handshake.TryRead(Encoding.Latin1.GetBytes(opening), out _, out ProtocolViolation violation);

        Assert.Equal(ReadOutcome.Invalid, outcome);
        Assert.Equal(ProtocolViolation.NotBitTorrent, violation);
    }

    [Fact]
    public void Ten_thousand_damaged_ones_never_throw()
    {
        foreach (byte[] damaged in Mutations.Of(Sample, seed: 3))
        {
            ReadOutcome outcome = Handshake.TryRead(damaged, out Handshake read, out ProtocolViolation violation);

            Assert.Equal(outcome == ReadOutcome.Invalid, violation != ProtocolViolation.None);
            if (outcome == ReadOutcome.Complete) Assert.Equal(Infohash.Read(damaged.AsSpan(28)), read.Infohash);
        }
    }
}
