using ScreenShare.Swarm;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Tests.Node;
using ScreenShare.Swarm.Wire;

namespace ScreenShare.Chaos.Tests;

/// <summary>Two broadcasters with the same keys, and those who only pretend that there are two.</summary>
public sealed class LaterSessionTests : IDisposable
{
    private readonly Scene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void The_later_of_two_broadcasters_is_seen_and_the_earlier_is_told_once()
    {
        using var later = new Studio(slots: 64, _scene.Studio.Keys, session: 2);
        MemoryNode second = _scene.Network.Add(later.Source);
        _scene.ConnectViewerToSource();
        _scene.Broadcast(5);

        _scene.Viewer.Node.AddPeers([second.Address], _scene.Now);
        _scene.Run(TimeSpan.FromMilliseconds(100));
        for (int i = 0; i < 30; i++)
        {
            second.Node.Publish(later.Next(), _scene.Now);
            _scene.Publish();
        }

        Assert.Equal(later.Id, _scene.Viewer.Frames[^1].Session);
        NodeEvent.Overtaken told = Assert.Single(_scene.Source.Events.OfType<NodeEvent.Overtaken>());
        Assert.Equal((later.Id, Studio.Start.AddSeconds(2)), (told.Session, told.Start));
        Assert.DoesNotContain(second.Events, happened => happened is NodeEvent.Overtaken);
    }

    [Fact]
    public void Manifests_of_sessions_before_ours_told_again_say_nothing()
    {
        using var old = new Studio(slots: 8, _scene.Studio.Keys, session: 0);
        _scene.ConnectViewerToSource();
        _scene.Broadcast(3);
        HostilePeer replayer = _scene.ConnectedHostile(_scene.Source);

        for (int i = 0; i < 3; i++) replayer.SayManifest(old.Next());
        _scene.Broadcast(3);

        Assert.DoesNotContain(_scene.Source.Events, happened => happened is NodeEvent.Overtaken);
        Assert.True(replayer.IsConnected);
    }

    [Fact]
    public void A_later_session_that_our_key_has_not_signed_costs_its_teller_the_connection()
    {
        using var later = new Studio(slots: 8, _scene.Studio.Keys, session: 1000);
        _scene.ConnectViewerToSource();
        _scene.Broadcast(3);
        HostilePeer liar = _scene.ConnectedHostile(_scene.Source);
        Manifest manifest = later.Next().Manifest;

        liar.SayManifest(Forger.WithBitFlipped(manifest, at: manifest.Body.Length + 5)); // in the signature
        _scene.Broadcast(3);

        Assert.DoesNotContain(_scene.Source.Events, happened => happened is NodeEvent.Overtaken);
        Assert.Equal(ProtocolViolation.BadSignature, _scene.ViolationOf(liar, _scene.Source));
    }

    [Fact]
    public void A_start_that_none_could_follow_is_no_start()
    {
        _scene.ConnectViewerToSource();
        _scene.Broadcast(3);
        HostilePeer peer = _scene.ConnectedHostile();
        DateTimeOffset last = DateTimeOffset.FromUnixTimeMilliseconds((long)Manifest.SessionStartEnd);
        Assert.True(Manifest.TryRead(SignedAt(last.AddMilliseconds(-1)).Bytes, out _, out _));

        peer.SayManifest(SignedAt(last));
        _scene.Exchange();

        Assert.Equal(ProtocolViolation.MalformedManifest, _scene.ViolationOf(peer));
    }

    [Fact]
    public void Who_has_left_is_counted_no_more_in_a_session_that_starts_ahead_of_its_clock()
    {
        using var ahead = new Studio(slots: 8, _scene.Studio.Keys, session: 60); // told times begin 50 s before that, and pass it
        MemoryNode source = _scene.Network.Add(ahead.Source);
        MemoryNode leaver = _scene.Network.Add(ahead.Joiner);
        _scene.Viewer.Node.AddPeers([source.Address, leaver.Address], _scene.Now);
        leaver.Node.AddPeers([source.Address], _scene.Now);
        _scene.Run(TimeSpan.FromMilliseconds(100));
        Go(frames: 25);
        Assert.Equal(2, Count());

        _scene.Network.Kill(leaver, silently: false);
        Go(frames: 25);
        Assert.Equal(1, Count());

        MemoryNode joiner = _scene.Network.Add(ahead.Joiner); // by now its clock has passed the start
        joiner.Node.AddPeers([source.Address, _scene.Viewer.Address], _scene.Now);
        Go(frames: 40);
        Assert.Equal(2, Count());

        int Count() => _scene.Viewer.Node.GetStatistics(_scene.Now).Viewers.Viewers;

        void Go(int frames)
        {
            source.Node.Publish(ahead.Next(), _scene.Now);
            for (int i = 0; i < frames; i++)
            {
                _scene.Run(TimeSpan.FromSeconds(1));
                source.Node.Publish(ahead.Heartbeat(after: TimeSpan.FromSeconds(1)), _scene.Now);
            }
        }
    }

    private Manifest SignedAt(DateTimeOffset start) => (Forger.Draft(_scene.Studio, 1) with
    {
        Session = new SessionId(77),
        SessionStart = start,
    }).Sign(_scene.Studio.Keys);
}
