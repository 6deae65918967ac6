using System.Buffers;
using System.Buffers.Binary;
using ScreenShare.Swarm;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Tests.Node;
using ScreenShare.Swarm.Wire;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Chaos.Tests;

/// <summary>Rules of the transport: what a peer may say before it is a neighbour, and how messages are framed.</summary>
public sealed class ConnectionRuleTests : IDisposable
{
    private readonly Scene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void A_peer_that_says_garbage_before_the_handshake_is_dropped_at_the_first_wrong_byte()
    {
        HostilePeer hostile = _scene.Hostile(opens: false);
        _scene.Connect(hostile);

        hostile.Say("\u0013BitTorrenX"u8.ToArray());
        _scene.Exchange();

        _scene.AssertPunished(hostile, ProtocolViolation.NotBitTorrent);
    }

    [Fact]
    public void A_peer_of_another_swarm_is_dropped()
    {
        HostilePeer hostile = _scene.Hostile(opens: false);
        _scene.Connect(hostile);

        hostile.Say(new Handshake(new Infohash(1, 2, 3), hostile.PeerId, SupportsExtensions: true).Write);
        _scene.Exchange();

        _scene.AssertPunished(hostile, ProtocolViolation.WrongInfohash);
    }

    [Fact]
    public void A_peer_without_the_extension_protocol_is_dropped()
    {
        HostilePeer hostile = _scene.Hostile(opens: false);
        _scene.Connect(hostile);

        hostile.Say(new Handshake(_scene.Studio.Keys.Public.Infohash, hostile.PeerId, SupportsExtensions: false).Write);
        _scene.Exchange();

        _scene.AssertPunished(hostile, ProtocolViolation.NoExtensionProtocol);
    }

    [Theory]
    [InlineData(1u << 20 | 1)]
    [InlineData(uint.MaxValue)]
    [InlineData(0x8000_0000)]
    public void A_length_beyond_the_limit_is_refused_before_anything_is_kept(uint length)
    {
        HostilePeer hostile = _scene.ConnectedHostile();

        hostile.Say(BigEndian(length));
        _scene.Exchange();

        _scene.AssertPunished(hostile, ProtocolViolation.MessageTooLong);
        Assert.Equal(GoodbyeReason.Violation, hostile.ToldGoodbye);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(19)]
    [InlineData(255)]
    public void An_unknown_message_id_is_refused(byte id)
    {
        HostilePeer hostile = _scene.ConnectedHostile();

        hostile.Say(Message([id]));
        _scene.Exchange();

        _scene.AssertPunished(hostile, ProtocolViolation.UnknownMessage);
    }

    [Theory]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("i1e")]
    [InlineData("d1:md7:ss_livei256eee")]
    [InlineData("d1:md7:ss_livei-1eee")]
    [InlineData("d1:pi65536ee")]
    [InlineData("d5:ss_up3:abce")]
    [InlineData("d4:ss_k1:ae")]
    [InlineData("d1:vi1ee")]
    [InlineData("d1:v99999999999999999999:ae")]
    [InlineData("dlllllllllle")]
    [InlineData("d1:alllllllllleeeeeeeeee")]
    public void A_badly_bencoded_extension_handshake_is_refused(string dictionary)
    {
        HostilePeer hostile = _scene.Hostile(opens: false);
        _scene.Connect(hostile);
        hostile.Say(new Handshake(_scene.Studio.Keys.Public.Infohash, hostile.PeerId, SupportsExtensions: true).Write);

        hostile.Say(Message([20, 0, .. System.Text.Encoding.ASCII.GetBytes(dictionary)]));
        _scene.Exchange();

        _scene.AssertPunished(hostile, ProtocolViolation.MalformedExtensionHandshake);
    }

    [Fact]
    public void An_extension_handshake_beyond_its_limit_is_refused_by_its_length_alone()
    {
        HostilePeer hostile = _scene.Hostile(opens: false);
        _scene.Connect(hostile);
        hostile.Say(new Handshake(_scene.Studio.Keys.Public.Infohash, hostile.PeerId, SupportsExtensions: true).Write);

        hostile.Say((byte[])[.. BigEndian(5000), 20, 0]);
        _scene.Exchange();

        _scene.AssertPunished(hostile, ProtocolViolation.ExtensionHandshakeTooLong);
    }

    [Fact]
    public void A_public_key_that_does_not_hash_to_the_infohash_is_refused_and_not_kept()
    {
        HostilePeer hostile = _scene.Hostile(opens: false);
        _scene.Connect(hostile);
        hostile.Say(new Handshake(_scene.Studio.Keys.Public.Infohash, hostile.PeerId, SupportsExtensions: true).Write);

        hostile.Say((hostile.Extension() with { PublicKey = new byte[PublicKey.Bytes] }).Write);
        _scene.Exchange();
        _scene.AssertPunished(hostile, ProtocolViolation.WrongPublicKey);

        _scene.ConnectViewerToSource();
        _scene.Broadcast(3);
        _scene.AssertPictureIsExact();
    }

    [Fact]
    public void A_dialled_peer_that_breaks_a_rule_is_not_dialled_again_until_the_ban_ends()
    {
        HostilePeer hostile = _scene.Hostile();
        _scene.Viewer.Node.AddPeers([hostile.Address], _scene.Now);
        _scene.Exchange();
        hostile.Say(Message([99]));
        _scene.Exchange();
        Assert.False(hostile.IsConnected);

        _scene.Run(TimeSpan.FromSeconds(55));
        Assert.Equal(1, hostile.Connections);

        _scene.Run(TimeSpan.FromSeconds(30));
        Assert.True(hostile.Connections > 1, "A minute later it may try again.");
    }

    [Fact]
    public void Of_a_host_from_which_a_rule_was_broken_those_that_name_no_port_are_turned_away_for_a_short_while()
    {
        var hostile = new HostilePeer(1, _scene.Studio) { NamesPort = false };
        _scene.Connect(hostile);
        hostile.Say(Message([99]));
        _scene.Exchange();

        _scene.Connect(hostile);
        Assert.Equal(GoodbyeReason.Blocked, hostile.ToldGoodbye);
        var neighbour = new HostilePeer(1, _scene.Studio, port: 7000);
        _scene.Connect(neighbour);
        Assert.True(neighbour.IsConnected, "Who names a port is not the one that did not.");

        _scene.Run(SwarmLimits.HostBanTime);
        _scene.Connect(hostile);
        Assert.True(hostile.IsConnected);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(Handshake.Bytes)]
    public void A_peer_that_never_finishes_opening_is_closed_in_time_however_it_drips(int bytes)
    {
        HostilePeer hostile = _scene.Hostile(opens: false);
        _scene.Connect(hostile);
        var handshake = new ArrayBufferWriter<byte>();
        new Handshake(_scene.Studio.Keys.Public.Infohash, hostile.PeerId, SupportsExtensions: true).Write(handshake);
        byte[] drip = [.. handshake.WrittenSpan[..bytes], .. BigEndian(2000), 20, 0];

        for (int i = 0; i < 60 && hostile.IsConnected; i++)
        {
            if (bytes > 0 && i < bytes) hostile.Say(drip.AsMemory(i, 1));
            _scene.Run(TimeSpan.FromMilliseconds(100));
        }

        Assert.False(hostile.IsConnected);
    }

    [Fact]
    public void Half_a_message_costs_what_has_arrived_of_it_and_not_what_it_promises()
    {
        HostilePeer[] hostiles = [.. Enumerable.Range(0, 20).Select(_ => _scene.ConnectedHostile())];
        _scene.Run(TimeSpan.FromSeconds(1));

        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (HostilePeer hostile in hostiles)
            hostile.Say((byte[])[.. BigEndian(1 << 20), 20, 1, (byte)LiveMessageType.Piece]);
        _scene.Exchange();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(allocated < 20 * 4096, $"{allocated} bytes for 20 × 7 bytes.");
        Assert.All(hostiles, hostile => Assert.True(hostile.IsConnected));
    }

    [Fact]
    public void A_half_message_that_is_never_finished_is_silence_and_ends_the_connection()
    {
        HostilePeer hostile = _scene.ConnectedHostile();
        GuestCable first = hostile.Cable!; // connected above
        hostile.Say((byte[])[.. BigEndian(1 << 20), 20, 1, (byte)LiveMessageType.Piece]);

        _scene.Run(TimeSpan.FromSeconds(5));

        Assert.False(first.IsOpen);
    }

    private static byte[] Message(byte[] content) => [.. BigEndian((uint)content.Length), .. content];

    private static byte[] BigEndian(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
