using System.Collections;
using ScreenShare.Swarm;
using ScreenShare.Swarm.Node;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Tests.Node;
using ScreenShare.Swarm.Wire;

namespace ScreenShare.Chaos.Tests;

/// <summary>What a peer leaves behind in a node, by going, or by a broadcast that nobody shows any more.</summary>
public sealed class LeftBehindTests : IDisposable
{
    private readonly Scene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void Who_breaks_a_rule_before_it_is_a_neighbour_leaves_nothing()
    {
        for (int i = 0; i < 50; i++)
        {
            HostilePeer hostile = _scene.Hostile(opens: false);
            _scene.Connect(hostile);
            hostile.Say(new Handshake(_scene.Studio.Keys.Public.Infohash, hostile.PeerId, SupportsExtensions: true).Write);
            _scene.Exchange();
            hostile.Say(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF });
            _scene.Exchange();
            Assert.False(hostile.IsConnected);
        }

        Assert.Equal(0, CountOf(_scene.Viewer, "Uploader._uplink._handed"));
        _scene.Viewer.Node.CheckInvariants();
    }

    [Fact]
    public void Who_lets_the_handshake_time_out_leaves_nothing()
    {
        HostilePeer hostile = _scene.Hostile(opens: false);
        _scene.Connect(hostile);
        hostile.Say(new Handshake(_scene.Studio.Keys.Public.Infohash, hostile.PeerId, SupportsExtensions: true).Write);
        _scene.Exchange();
        Assert.Equal(1, CountOf(_scene.Viewer, "Uploader._uplink._handed"));

        _scene.Run(SwarmLimits.HandshakeTimeout + TimeSpan.FromSeconds(1));

        Assert.False(hostile.IsConnected);
        Assert.Equal(0, CountOf(_scene.Viewer, "Uploader._uplink._handed"));
    }

    [Fact]
    public void A_broadcast_that_is_stopped_and_goes_on_leaves_nothing()
    {
        _scene.ConnectViewerToSource();
        PublishedFrame first = _scene.Publish();
        _scene.Publish();
        HostilePeer carrier = _scene.ConnectedHostile();
        carrier.SayManifest((Forger.Draft(_scene.Studio, 2) with { PreviousHash = first.Manifest.BodyHash }).Sign(_scene.Studio.Keys));
        _scene.Exchange();
        Assert.Single(_scene.Viewer.Events.OfType<NodeEvent.Equivocation>());

        _scene.Broadcast(100);

        Assert.Equal(0, CountOf(_scene.Viewer, "Downloader._arrived._new"));
    }

    private static int CountOf(MemoryNode node, string path) =>
        ((IEnumerable)new PartPath(node.Node, $"_parts.{path}").Value!).Cast<object>().Count(); // it leads to a collection
}
