using ScreenShare.Swarm;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Wire;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Chaos.Tests;

/// <summary>How much a peer can make a node keep or say. Alone, because memory is measured.</summary>
[CollectionDefinition(nameof(BoundsTests), DisableParallelization = true)]
[Collection(nameof(BoundsTests))]
public sealed class BoundsTests : IDisposable
{
    private readonly Scene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void Haves_for_absurd_frames_and_chunks_are_kept_for_as_many_frames_as_a_window_has()
    {
        _scene.ConnectViewerToSource();
        _scene.Publish();
        HostilePeer hostile = _scene.ConnectedHostile();
        long before = GC.GetTotalMemory(forceFullCollection: true);

        for (uint i = 0; i < 100_000; i++)
        {
            hostile.SayHave(new FrameNumber(uint.MaxValue - (i * 7919)), (int)(i % 65536));
            hostile.SayKeyHave(new FrameNumber(uint.MaxValue - i));
            if (i % 1000 == 0) _scene.Exchange();
        }

        _scene.Exchange();
        long grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(hostile.IsConnected);
        Assert.True(grown < 2 << 20, $"{grown} bytes are kept."); // 512 frames of a few bits each, and the test's own buffers
        _scene.Broadcast(30);
        _scene.AssertPictureIsExact();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(20)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(65535)]
    public void A_bitfield_with_a_wrong_count_does_no_harm(int count)
    {
        HostilePeer hostile = _scene.ConnectedHostile();
        PublishedFrame frame = _scene.Studio.Next();
        hostile.Answers = static _ => Answer.Reject;
        hostile.SayManifest(frame);
        var bits = new byte[(count + 7) / 8];
        for (int i = 0; i < count; i++)
            bits[i / 8] |= (byte)(0x80 >> (i % 8));
        hostile.SayBitfield(frame.Frame, count, bits);
        hostile.SayBitfield(new FrameNumber(uint.MaxValue), count, bits);
        _scene.Run(TimeSpan.FromMilliseconds(100));

        Assert.True(hostile.IsConnected);
        Assert.All(hostile.Requested, chunk => Assert.InRange(chunk.Number, 0, frame.Delta!.Chunks.Length - 1)); // a first frame has chunks
        HostilePeer honest = _scene.ConnectedHostile();
        honest.Learn(frame);
        honest.SayManifest(frame);
        honest.SayHaves(frame);
        _scene.Run(TimeSpan.FromMilliseconds(500));
        _scene.AssertPictureIsExact();
    }

    [Fact]
    public void Thousands_of_addresses_leave_the_book_at_its_bound_and_the_neighbours_alone()
    {
        _scene.ConnectViewerToSource();
        HostilePeer hostile = _scene.ConnectedHostile();
        for (uint i = 0; i < 400; i++)
        {
            var told = new PeerAddress[PeersMessage.CountMax];
            for (uint k = 0; k < told.Length; k++)
                told[k] = PeerAddress.FromIPv4(0x30000000u + (i * 50) + k, 1000);
            hostile.Say(output => HostilePeer.Writer.Peers(output, told));
            hostile.Say(output => PeerExchangeMessage.Write(output, MessageIds.OurPeerExchange, told, told));
        }

        _scene.Run(TimeSpan.FromSeconds(2));

        Assert.InRange(_scene.Viewer.Node.GetStatistics(_scene.Now).KnownPeers, 1, SwarmLimits.BookAddressesMax + 2);
        Assert.True(hostile.IsConnected);
        _scene.Broadcast(5);
        _scene.AssertPictureIsExact();
    }

    [Fact]
    public void Asking_for_the_same_manifests_again_and_again_is_answered_once()
    {
        _scene.ConnectViewerToSource();
        _scene.Broadcast(100);
        HostilePeer hostile = _scene.ConnectedHostile(_scene.Source);
        long sent = _scene.Source.Node.GetStatistics(_scene.Now).WireBytesSent;

        for (int i = 0; i < 3000; i++) // 64 KiB of requests
        {
            hostile.Say(output => HostilePeer.Writer.ManifestRequest(
                output, new ManifestRequest(_scene.Studio.Id.Tag, TrackId.Full, FrameNumber.First, new FrameNumber(256))));
        }

        _scene.Exchange();

        sent = _scene.Source.Node.GetStatistics(_scene.Now).WireBytesSent - sent;
        Assert.True(hostile.IsConnected);
        Assert.InRange(hostile.CountHeard(LiveMessageType.Manifest), 100, 101); // the newest came of itself
        Assert.InRange(sent, 0, 100_000);
    }

    [Fact]
    public void Indexes_that_never_come_are_not_wanted_for_good()
    {
        HostilePeer broadcaster = _scene.ConnectedHostile();
        PublishedFrame first = _scene.Studio.Next();
        broadcaster.Learn(first);
        broadcaster.SayManifest(first);
        broadcaster.SayHaves(first);
        _scene.Exchange();
        _scene.AssertPictureIsExact();
        broadcaster.Answers = static _ => Answer.Ignore;

        long before = GC.GetTotalMemory(forceFullCollection: true);
        Hash256 previous = first.Manifest.BodyHash;
        for (uint f = 2; f <= 6000; f++)
        {
            Manifest manifest = Indexless(f, previous);
            previous = manifest.BodyHash;
            broadcaster.SayManifest(manifest);
            if (f % 500 == 0) _scene.Exchange();
        }

        long grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(broadcaster.IsConnected);
        Assert.True(grown < 3 << 19, $"{grown} bytes are kept.");
    }

    /// <summary>A delta of 60 chunks whose index does not ride along.</summary>
    private Manifest Indexless(uint frame, Hash256 previous) => (Forger.Draft(_scene.Studio, frame) with
    {
        Kind = ManifestKind.Delta, PreviousHash = previous, Index = Forger.Nonsense(frame, new byte[2000]),
    }).Sign(_scene.Studio.Keys);
}
