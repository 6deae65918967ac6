using ScreenShare.Swarm;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Tests.Node;
using ScreenShare.Swarm.Wire;

namespace ScreenShare.Chaos.Tests;

/// <summary>A broadcast in memory with a source, one viewer, and as many hostile peers as a test wants.</summary>
internal sealed class Scene : IDisposable
{
    public static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(33);

    private uint _hostile;

    public Scene(int slots = 64)
    {
        Studio = new Studio(slots);
        Source = Network.Add(Studio.Source);
        Viewer = Network.Add(Studio.Joiner);
    }

    public Studio Studio { get; }

    public MemoryNetwork Network { get; } = new();

    public MemoryNode Source { get; }

    public MemoryNode Viewer { get; }

    public Instant Now => Network.Now;

    /// <summary>A hostile peer the viewer may also dial; not connected yet.</summary>
    public HostilePeer Hostile(bool opens = true, bool namesPort = true)
    {
        var hostile = new HostilePeer(++_hostile, Studio) { Opens = opens, NamesPort = namesPort };
        Network.Add(hostile);
        return hostile;
    }

    /// <summary>A hostile peer that has shaken hands with a node; the viewer unless another is named.</summary>
    /// <param name="namesPort">Nobody dials one that does not, so that it keeps the connection that it has.</param>
    public HostilePeer ConnectedHostile(MemoryNode? to = null, bool namesPort = true)
    {
        HostilePeer hostile = Hostile(namesPort: namesPort);
        Connect(hostile, to);
        return hostile;
    }

    public void Connect(HostilePeer hostile, MemoryNode? to = null)
    {
        Network.Connect(hostile, to ?? Viewer);
        Network.Exchange();
    }

    public void ConnectViewerToSource()
    {
        Viewer.Node.AddPeers([Source.Address], Now);
        Run(TimeSpan.FromMilliseconds(100));
    }

    public void Exchange() => Network.Exchange();

    public void Run(TimeSpan span) => Network.Run(span);

    public PublishedFrame Publish(int oneIn = 4)
    {
        PublishedFrame frame = Studio.Next(oneIn);
        Source.Node.Publish(frame, Now);
        Network.Run(Frame);
        return frame;
    }

    public void Broadcast(int frames)
    {
        for (int i = 0; i < frames; i++)
            Publish();
    }

    public ProtocolViolation? ViolationOf(HostilePeer hostile, MemoryNode? by = null) => (by ?? Viewer).Events
        .OfType<NodeEvent.PeerDropped>()
        .Where(dropped => dropped.Address.Ip == hostile.Address.Ip)
        .Select(dropped => (ProtocolViolation?)dropped.Violation)
        .FirstOrDefault();

    /// <summary>The peer broke this rule, is gone for it, and was told so if it could be told.</summary>
    public void AssertPunished(HostilePeer hostile, ProtocolViolation violation, MemoryNode? by = null)
    {
        Assert.Equal(violation, ViolationOf(hostile, by));
        Assert.False(hostile.IsConnected);
    }

    public void AssertPictureIsExact(MemoryNode? of = null) => Assert.Equal(Studio.Shown, Studio.Decode((of ?? Viewer).Frames));

    public void Dispose() => Studio.Dispose();
}
