using System.Buffers;
using ScreenShare.Swarm;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Tests.Node;
using ScreenShare.Swarm.Wire;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Chaos.Tests;

/// <summary>Who says that it is somebody else, by a peer id or an address, takes nothing from whom it names.</summary>
public sealed class FalseIdentityTests : IDisposable
{
    private readonly Scene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void A_liar_cannot_have_the_port_that_it_names_banned_or_left_alone()
    {
        _scene.ConnectViewerToSource();
        var liar = new HostilePeer(0, _scene.Studio) { Address = _scene.Source.Address };
        _scene.Connect(liar);
        liar.Say((byte[])[0, 0, 0, 1, 99]); // there is no such message
        _scene.Exchange();
        Assert.False(liar.IsConnected);
        _scene.Broadcast(2);
        Assert.NotEmpty(_scene.Source.Cables);

        _scene.Network.Break(_scene.Viewer, _scene.Source);
        _scene.Run(TimeSpan.FromSeconds(1));
        Assert.NotEmpty(_scene.Source.Cables);
    }

    [Fact]
    public void One_that_names_the_sources_address_as_its_own_does_not_keep_us_from_dialling_the_source()
    {
        var liar = new HostilePeer(0, _scene.Studio) { Address = _scene.Source.Address };
        _scene.Connect(liar);

        _scene.ConnectViewerToSource();
        _scene.Broadcast(3);

        Assert.True(liar.IsConnected);
        _scene.AssertPictureIsExact();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_stranger_with_a_neighbours_peer_id_does_not_take_its_place(int viewers)
    {
        for (int i = 1; i < viewers; i++)
            _scene.Network.Add(_scene.Studio.Joiner).Node.AddPeers([_scene.Source.Address], _scene.Now); // other ids, other order
        _scene.ConnectViewerToSource();
        var thief = new HostilePeer(200, _scene.Studio) { PeerId = PeerIdOfSource() };

        foreach (MemoryNode viewer in _scene.Source.Cables.Values.Select(far => far.Node).ToArray())
            _scene.Connect(thief, viewer);
        _scene.Run(TimeSpan.FromSeconds(1));

        Assert.Equal(viewers, _scene.Source.Cables.Count);
        _scene.Broadcast(3);
        _scene.AssertPictureIsExact();
    }

    [Fact]
    public void A_stranger_with_the_sources_peer_id_that_is_there_first_does_not_keep_the_source_away()
    {
        var thief = new HostilePeer(200, _scene.Studio) { PeerId = PeerIdOfSource() };
        _scene.Connect(thief);

        _scene.ConnectViewerToSource();
        _scene.Broadcast(3);

        Assert.True(thief.IsConnected);
        _scene.AssertPictureIsExact();
    }

    [Fact]
    public void A_node_with_two_addresses_proves_that_it_is_one_and_keeps_one_connection()
    {
        PeerAddress other = PeerAddress.FromIPv4(0x0AFC0001, 5000);
        _scene.Network.Alias(other, _scene.Source);

        _scene.Viewer.Node.AddPeers([_scene.Source.Address, other], _scene.Now);
        _scene.Run(TimeSpan.FromSeconds(5));

        Assert.Single(_scene.Source.Cables);
        _scene.Broadcast(3);
        _scene.AssertPictureIsExact();
        Assert.InRange(_scene.Network.Dials, 2, 3); // not again and again
    }

    [Theory]
    [InlineData("same host")]
    [InlineData("other host")]
    [InlineData("other family")]
    public void A_copied_peer_id_neither_pushes_its_owner_out_nor_stays_for_it_from_wherever_it_comes(string from)
    {
        _scene.ConnectViewerToSource();
        PeerAddress source = _scene.Source.Address;
        PeerAddress otherFamily = PeerAddress.From(System.Net.IPAddress.Parse("2001:db8::7"), 5000);
        PeerId id = PeerIdOfSource();
        for (int i = 0; i < 10; i++)
        {
            var thief = new HostilePeer(0, _scene.Studio)
            {
                PeerId = id,
                Address = from switch { "same host" => source, "other family" => otherFamily, _ => PeerAddress.FromIPv4(0x0AFB0001, 5000) },
            };
            _scene.Connect(thief);
            thief.Say(output => HostilePeer.Writer.Twin(output, new Twin(Hash256.Of([1]))));
            _scene.Broadcast(1);
            Assert.Single(_scene.Source.Cables);
        }

        _scene.AssertPictureIsExact();
    }

    [Fact]
    public void A_proof_said_back_to_who_said_it_proves_nothing()
    {
        _scene.ConnectViewerToSource();
        var mirror = new HostilePeer(200, _scene.Studio) { PeerId = PeerIdOfSource() };
        mirror.Hears = (type, body) =>
        {
            if (type == LiveMessageType.Twin && Twin.TryRead(body, out Twin heard))
                mirror.Say(output => HostilePeer.Writer.Twin(output, heard));
        };
        _scene.Connect(mirror);
        _scene.Run(TimeSpan.FromSeconds(1));

        Assert.Equal(1, mirror.CountHeard(LiveMessageType.Twin));
        Assert.Single(_scene.Source.Cables);
        Assert.True(mirror.IsConnected);
    }

    private PeerId PeerIdOfSource()
    {
        byte[] heard = [];
        var listener = new RawListener(PeerAddress.FromIPv4(0x0AFE0001, 6000), bytes => heard = [.. heard, .. bytes.Span]);
        _scene.Network.Connect(listener, _scene.Source).Says
            .Write(Handshaking(PeerId.Create(new Random(4))));
        _scene.Exchange();
        return PeerId.Read(heard.AsSpan(48, PeerId.Bytes));
    }

    private byte[] Handshaking(PeerId id)
    {
        var handshake = new ArrayBufferWriter<byte>();
        new Handshake(_scene.Studio.Keys.Public.Infohash, id, SupportsExtensions: true).Write(handshake);
        return handshake.WrittenSpan.ToArray();
    }
}
