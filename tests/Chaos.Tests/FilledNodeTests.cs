using ScreenShare.Swarm;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Node;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Tests.Node;
using ScreenShare.Swarm.Wire;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Chaos.Tests;

/// <summary>
/// Peers that say and ask all they are let, and read nothing: what they make a node hold stays within its lines of docs/memory.md.
/// </summary>
[Collection(nameof(BoundsTests))] // memory is measured
public sealed class FilledNodeTests : IDisposable
{
    private const int Slots = 16_384;
    private const int Greedy = 8;

    private readonly Scene _scene = new(Slots);
    private FrameNumber _newest;

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void What_peers_can_fill_stays_within_its_lines()
    {
        _scene.ConnectViewerToSource();
        for (int i = 0; i < 3; i++)
            Publish();
        long before = GC.GetTotalMemory(forceFullCollection: true);

        HostilePeer[] greedy = [.. Enumerable.Range(0, Greedy).Select(_ => _scene.ConnectedHostile(namesPort: false))];
        foreach (HostilePeer peer in greedy)
        {
            peer.Cable!.Reads = false; // connected, so there is one
            Fill(peer);
        }

        long grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        _scene.Viewer.Node.CheckInvariants();
        Assert.All(greedy, peer => Assert.True(peer.IsConnected));
        long oneHas = MemorySum.OfConnection.Single(line => line.Holder == "what it has").Bytes;
        Assert.True(grown > Greedy * oneHas / 3, $"Only {grown} bytes are held: they have not filled much.");
        long most = (Greedy * MemorySum.OfConnection.Sum(line => line.Bytes)) + MemorySum.OfNode.Skip(1).Sum(line => line.Bytes);
        Assert.True(grown < most, $"{grown} bytes are held, of {most}.");
        Assert.All(Sessions().Where(peer => peer.Side == ConnectionSide.Accepted), AssertWithinLines);
    }

    [Fact]
    public void No_more_connections_are_kept_than_the_sum_counts()
    {
        for (int i = 0; i < 3 * MemorySum.Connections; i++)
        {
            _scene.ConnectedHostile(namesPort: false);
            _scene.Connect(_scene.Hostile(opens: false));
        }

        Assert.InRange(Sessions().Count(peer => peer.IsOpen), new SwarmOptions().AcceptedMax, MemorySum.Connections);
        Assert.InRange(Sessions().Count(peer => !peer.IsOpen), SwarmLimits.HalfOpenMax, SwarmLimits.HalfOpenMax + 1);
    }

    private void Publish()
    {
        PublishedFrame frame = _scene.Studio.Next(oneIn: Slots, bytes: 8);
        _newest = frame.Frame;
        _scene.Source.Node.Publish(frame, _scene.Now);
        _scene.Run(Scene.Frame);
    }

    private void Fill(HostilePeer peer)
    {
        byte[] all = [.. Enumerable.Repeat((byte)0xFF, Slots / 8)];
        for (uint ahead = 1; ahead <= SwarmLimits.FramesAheadMax; ahead++)
        {
            peer.SayBitfield(new FrameNumber(_newest.Value + ahead), Slots, all);
            peer.SayKeyHave(new FrameNumber(_newest.Value + ahead));
            _scene.Exchange();
        }

        for (int i = 0; i < 2 * SwarmLimits.RequestsPerPeerMax; i++)
        {
            peer.SayRequest(peer.Id(ChunkKind.Delta, _newest.Next, i)); // nobody has it
            if (i < SwarmLimits.RequestsPerPeerMax) peer.SayRequest(peer.Id(ChunkKind.Delta, FrameNumber.First, i));
        }

        var manifests = new ManifestRequest(_scene.Studio.Id.Tag, TrackId.Full, FrameNumber.First, _newest);
        peer.Say(output => HostilePeer.Writer.ManifestRequest(output, manifests));
        PeerAddress[] told = [.. Enumerable.Range(1, PeersMessage.CountMax).Select(i => PeerAddress.FromIPv4(0x30000000u + (uint)i, 1000))];
        peer.Say(output => HostilePeer.Writer.Peers(output, told));
        _scene.Exchange();
        peer.Say(Unfinished());
        _scene.Exchange();
    }

    /// <summary>A piece of the greatest length but for its last byte.</summary>
    private static byte[] Unfinished()
    {
        var message = new byte[MessageReader.LengthBytes + MessageReader.MessageBytesMax - 1];
        (message[1], message[4], message[5], message[6]) = (0x10, MessageIds.Extended, MessageIds.OurLive, (byte)LiveMessageType.Piece);
        return message;
    }

    private static void AssertWithinLines(PeerSession peer)
    {
        long messages = MemorySum.OfConnection.Single(line => line.Holder == "messages to be sent").Bytes;
        Assert.InRange(peer.Outbox.Bytes, 0, messages / 2);
        Assert.InRange(peer.Requests.Asked.Count, 1, SwarmLimits.RequestsPerPeerMax);
        Assert.InRange(peer.Pipeline.Requests.Count, 0, SwarmLimits.RequestsPerPeerMax);
        Assert.InRange(peer.Inbox.HeldBytes, MessageReader.MessageBytesMax, MessageReader.MessageBytesMax + ReceiveRoom.PartBytes);
    }

    private PeerSession[] Sessions() => ((NodeParts)new PartPath(_scene.Viewer.Node, "_parts").Value!).Neighbours.All; // a node has parts
}
