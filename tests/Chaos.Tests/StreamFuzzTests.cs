using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Tests;
using ScreenShare.Swarm.Tests.Node;
using ScreenShare.Swarm.Wire;

namespace ScreenShare.Chaos.Tests;

/// <summary>
/// Everything two honest nodes said to each other, damaged and said to a node that has an honest neighbour as well: it never throws, its
/// counters
/// agree, what it allocates is in proportion to what it read, and it still gets the picture.
/// </summary>
public sealed class StreamFuzzTests : IDisposable
{
    private const int Mutants = 2000;
    private const int FramesPublished = 4;

    /// <summary>
    /// What a node may allocate for each byte it is told. The dearest honest message is a have (18 bytes) of a frame not heard of before:
    /// a set
    /// of chunks and its place in a tree, under 300 bytes.
    /// </summary>
    private const int AllocatedPerByteMax = 20;

    /// <summary>
    /// Beside that: what a connection begins with, what the session's pictures take, three answers of a range of manifests, and a tick's
    /// work.
    /// </summary>
    private const int AllocatedMax = 1 << 20;

    private readonly Studio _studio = new(slots: 12);
    private readonly PublishedFrame[] _frames;
    private readonly byte[] _fromSource;
    private readonly byte[] _fromViewer;

    public StreamFuzzTests()
    {
        _frames = [.. Enumerable.Range(0, FramesPublished).Select(_ => _studio.Next(bytes: 300))];
        (_fromSource, _fromViewer) = Record();
    }

    public void Dispose() => _studio.Dispose();

    [Fact]
    public void The_recorded_streams_are_whole_conversations()
    {
        Assert.InRange(_fromSource.Length, 5_000, 50_000);
        Assert.InRange(_fromViewer.Length, 300, 5_000);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public void A_damaged_conversation_does_no_harm(bool fromSource, bool afterValidOpening)
    {
        (byte[] stream, byte[] other) = fromSource ? (_fromSource, _fromViewer) : (_fromViewer, _fromSource);
        int opening = afterValidOpening ? OpeningBytes(stream) : 0;
        byte[][] samples = [stream[opening..], stream[opening..], other[OpeningBytes(other)..]]; // mostly what is said on this side
        foreach (int seed in FuzzSettings.Seeds())
            Play(stream[..opening], samples, seed + (fromSource ? 1 : 0) + (afterValidOpening ? 2 : 0), toSource: !fromSource);
    }

    private void Play(byte[] opening, byte[][] samples, int seed, bool toSource)
    {
        int number = 0;
        foreach (byte[] mutant in Mutations.Of(samples, seed, Mutants / 4))
        {
            try
            {
                Play([.. opening, .. mutant], new Random(seed + number), toSource);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"Mutant {number} of seed {seed}: {failure.Message}", failure);
            }

            number++;
        }
    }

    /// <summary>The damaged stream goes to the viewer, or to the source, while both talk to each other.</summary>
    private void Play(byte[] stream, Random random, bool toSource)
    {
        var network = new MemoryNetwork();
        MemoryNode source = network.Add(_studio.Source);
        MemoryNode viewer = network.Add(_studio.Joiner);
        MemoryNode victim = toSource ? source : viewer;
        if (toSource) viewer.Node.AddPeers([source.Address], network.Now);
        network.Exchange();
        foreach (PublishedFrame frame in _frames)
            source.Node.Publish(frame, network.Now);
        network.Exchange();

        GuestCable cable = network.Connect(new RawListener(PeerAddress.FromIPv4(0x0AFD0001, 6000), static _ => { }), victim);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int at = 0; at < stream.Length && cable.IsOpen;)
        {
            int length = Math.Min(random.Next(1, 4000), stream.Length - at);
            victim.Node.HandleReceived(cable.Connection, stream.AsSpan(at, length), network.Now);
            at += length;
            victim.Node.CheckInvariants();
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < AllocatedMax + ((long)AllocatedPerByteMax * stream.Length), $"{allocated} bytes for {stream.Length}.");
        network.Exchange();
        viewer.Node.AddPeers([source.Address], network.Now);
        network.Run(TimeSpan.FromMilliseconds(300));
        for (int i = 0; i < 30 && !IsShown(viewer); i++)
            network.Run(TimeSpan.FromMilliseconds(200)); // its claims on what the stream promised have to lapse first
        Assert.Equal(_studio.Shown, _studio.Decode(viewer.Frames));
    }

    private bool IsShown(MemoryNode viewer) => viewer.Frames.Count > 0 && viewer.Frames[^1].Frame.Value == FramesPublished;

    private (byte[] FromSource, byte[] FromViewer) Record()
    {
        var network = new MemoryNetwork();
        MemoryNode source = network.Add(_studio.Source);
        MemoryNode viewer = network.Add(_studio.Joiner);
        byte[] fromSource = [], fromViewer = [];
        source.Tap = (_, bytes) => fromSource = [.. fromSource, .. bytes.Span];
        viewer.Tap = (_, bytes) => fromViewer = [.. fromViewer, .. bytes.Span];
        viewer.Node.AddPeers([source.Address], network.Now);
        network.Run(TimeSpan.FromMilliseconds(100));
        foreach (PublishedFrame frame in _frames)
        {
            source.Node.Publish(frame, network.Now);
            network.Run(TimeSpan.FromMilliseconds(33));
        }

        return (fromSource, fromViewer);
    }

    /// <summary>Handshake and extension handshake.</summary>
    private static int OpeningBytes(byte[] stream)
    {
        ReadOutcome outcome = MessageReader.TryRead(stream.AsSpan(Handshake.Bytes), out _, out int extension, out _);
        Assert.Equal(ReadOutcome.Complete, outcome);
        return Handshake.Bytes + extension;
    }
}
