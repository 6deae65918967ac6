using System.Buffers.Binary;
using System.Text;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Wire;

namespace ScreenShare.Swarm.Tests.Wire;

public sealed class ExtensionHandshakeTests
{
    [Fact]
    public void Every_field_arrives()
    {
        Assert.True(ExtensionHandshake.TryRead(Samples.Body("extension handshake"), out ExtensionHandshake? read));

        ExtensionHandshake sent = Samples.ExtensionHandshake;
        Assert.Equal(sent.PublicKey, read.PublicKey);
        Assert.Equal(sent with { PublicKey = null }, read with { PublicKey = null });
    }

    [Fact]
    public void An_empty_one_is_an_ordinary_client_that_says_nothing()
    {
        Assert.True(ExtensionHandshake.TryRead("de"u8, out ExtensionHandshake? read));

        Assert.Equal(new ExtensionHandshake(), read);
        Assert.Null(read.LiveId);
    }

    [Fact]
    public void Another_client_with_unsorted_and_unknown_keys_is_understood()
    {
        byte[] body = "d1:v9:Other 1.01:md11:ut_metadatai3e6:ut_pexi255e7:ss_livei0ee6:yourip16:0123456789abcdef1:eli1eee"u8.ToArray();

        Assert.True(ExtensionHandshake.TryRead(body, out ExtensionHandshake? read));
        Assert.Equal(("Other 1.0", (byte?)255, (byte?)null), (read.Client, read.PexId, read.LiveId)); // BEP 10: 0 is "disabled"
        Assert.Equal(new PeerAddress(BinaryPrimitives.ReadUInt128BigEndian("0123456789abcdef"u8), 0), read.YourIp);
    }

    [Theory]
    [InlineData("d1:mi1ee")]
    [InlineData("d1:md7:ss_livei256eee")]
    [InlineData("d1:md7:ss_livei-1eee")]
    [InlineData("d1:md6:ut_pex1:1ee")]
    [InlineData("d1:md6:ut_pexi1e")]
    [InlineData("d1:pi65536ee")]
    [InlineData("d1:pi-1ee")]
    [InlineData("d1:p4:6881e")]
    [InlineData("d4:reqqi-1ee")]
    [InlineData("d5:ss_upi-1ee")]
    [InlineData("d4:ss_k3:keye")]
    [InlineData("d4:ss_k0:e")]
    [InlineData("d6:yourip5:12345e")]
    [InlineData("d6:yourip0:e")]
    [InlineData("d1:vi1ee")]
    [InlineData("di1e1:ve")]
    [InlineData("d1:ve")]
    [InlineData("le")]
    [InlineData("i1e")]
    [InlineData("dede")]
    public void A_known_key_with_an_impossible_value_is_refused(string text) =>
        Assert.False(ExtensionHandshake.TryRead(Encoding.ASCII.GetBytes(text), out _));

    [Theory]
    [InlineData("d1:pi0ee", 0)]
    [InlineData("d1:pi65535ee", 65535)]
    public void Ports_reach_from_0_to_65535(string text, int port)
    {
        Assert.True(ExtensionHandshake.TryRead(Encoding.ASCII.GetBytes(text), out ExtensionHandshake? read));
        Assert.Equal(port, read.ListenPort);
    }

    [Fact]
    public void Large_numbers_are_brought_down_or_kept()
    {
        ReadOnlySpan<byte> body = "d4:reqqi9223372036854775807e5:ss_upi9223372036854775807ee"u8;

        Assert.True(ExtensionHandshake.TryRead(body, out ExtensionHandshake? read));
        Assert.Equal(ExtensionHandshake.RequestQueueMax, read.RequestQueue);
        Assert.Equal(long.MaxValue, read.UploadLimitBytesPerSecond);
    }

    [Fact]
    public void A_client_name_is_cut_to_64_and_has_nothing_in_it_that_moves_a_cursor()
    {
        byte[] name = [0x1B, (byte)'[', 0xC2, 0xB5, .. Enumerable.Repeat((byte)'x', 96)];
        byte[] body = [.. "d1:v100:"u8, .. name, (byte)'e'];

        Assert.True(ExtensionHandshake.TryRead(body, out ExtensionHandshake? read));
        Assert.Equal("?[??" + new string('x', 60), read.Client);
        Assert.Equal(64, new ExtensionHandshake { Client = new string('y', 1000) }.Client.Length);
    }

    [Fact]
    public void Longer_than_4_KiB_is_refused()
    {
        byte[] body = [.. "d1:x4086:"u8, .. new byte[4086], (byte)'e'];
        Assert.Equal(4096, body.Length);

        Assert.True(ExtensionHandshake.TryRead(body, out _));
        Assert.False(ExtensionHandshake.TryRead([.. "d1:x4087:"u8, .. new byte[4087], (byte)'e'], out _));
    }

    [Fact]
    public void The_longest_we_can_write_can_be_read()
    {
        ExtensionHandshake longest = Samples.ExtensionHandshake with
        {
            LiveId = 255,
            PexId = 255,
            ListenPort = 65535,
            Client = new string('v', 64),
            RequestQueue = 65535,
            YourIp = Samples.PeerIPv6.WithPort(0),
            UploadLimitBytesPerSecond = long.MaxValue,
        };

        Assert.True(ExtensionHandshake.TryRead(Samples.Written(longest.Write).AsSpan(6), out ExtensionHandshake? read));
        Assert.Equal(longest with { PublicKey = null }, read with { PublicKey = null });
    }
}
