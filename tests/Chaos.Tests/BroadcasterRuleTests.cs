using ScreenShare.Swarm;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Playout;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Tests.Node;
using ScreenShare.Swarm.Trust;
using ScreenShare.Swarm.Wire;

namespace ScreenShare.Chaos.Tests;

/// <summary>What is signed and wrong all the same, and what was signed once and is told again later.</summary>
public sealed class BroadcasterRuleTests : IDisposable
{
    private readonly Scene _scene = new();

    private Studio Studio => _scene.Studio;

    private BroadcasterKeys Keys => _scene.Studio.Keys;

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void Two_signed_bodies_for_one_frame_stop_playback_with_an_event_and_cost_the_carrier_nothing()
    {
        _scene.ConnectViewerToSource();
        PublishedFrame first = _scene.Publish();
        PublishedFrame second = _scene.Publish();
        HostilePeer carrier = _scene.ConnectedHostile();

        carrier.SayManifest((Forger.Draft(Studio, 2) with { PreviousHash = first.Manifest.BodyHash }).Sign(Keys));
        _scene.Exchange();
        int shown = _scene.Viewer.Frames.Count;
        _scene.Broadcast(5);

        Assert.Equal(second.Frame, Assert.Single(_scene.Viewer.Events.OfType<NodeEvent.Equivocation>()).Frame);
        Assert.Equal(shown, _scene.Viewer.Frames.Count);
        Assert.True(carrier.IsConnected);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_manifest_that_does_not_continue_the_chain_stops_playback(uint frame)
    {
        _scene.ConnectViewerToSource();
        PublishedFrame first = Studio.Next(), second = Studio.Next(), third = Studio.Next();
        HostilePeer carrier = _scene.ConnectedHostile();
        if (frame != first.Frame.Value) carrier.SayManifest(first);
        carrier.SayManifest(second);
        carrier.SayManifest(third);
        _scene.Exchange();

        carrier.SayManifest((Forger.Draft(Studio, frame) with { PreviousHash = Hash256.Of([1]) }).Sign(Keys));
        _scene.Exchange();

        Assert.Single(_scene.Viewer.Events.OfType<NodeEvent.Equivocation>());
    }

    [Fact]
    public void Parameters_that_change_within_a_session_stop_playback()
    {
        _scene.ConnectViewerToSource();
        PublishedFrame first = _scene.Publish();
        HostilePeer carrier = _scene.ConnectedHostile();

        carrier.SayManifest((Forger.Draft(Studio, 2) with
        {
            PreviousHash = first.Manifest.BodyHash,
            Parameters = new StreamParameters(16384, StreamParameters.ChunkCapacityMax, []),
        }).Sign(Keys));
        _scene.Exchange();

        Assert.Single(_scene.Viewer.Events.OfType<NodeEvent.Equivocation>());
    }

    [Fact]
    public void An_old_session_told_to_a_fresh_joiner_gives_way_to_the_true_one_and_does_not_come_back()
    {
        using var old = new Studio(slots: 8, Keys, session: 0);
        PublishedFrame[] replayed = [.. Enumerable.Range(0, 5).Select(_ => old.Next())];
        var replayer = new HostilePeer(50, old);
        foreach (PublishedFrame frame in replayed)
            replayer.Learn(frame);
        _scene.Connect(replayer);
        Replay();
        _scene.Exchange();
        Assert.Equal(old.Id, _scene.Viewer.Frames[^1].Session);

        _scene.ConnectViewerToSource();
        for (int i = 0; i < 30; i++)
        {
            Replay();
            _scene.Publish();
        }

        _scene.Run(TimeSpan.FromSeconds(1));

        ReleasedFrame[] later = [.. _scene.Viewer.Frames.SkipWhile(frame => frame.Session == old.Id)];
        Assert.All(later, frame => Assert.Equal(Studio.Id, frame.Session));
        Assert.Equal(Studio.Shown, Studio.Decode(later));
        Assert.Equal(2, _scene.Viewer.Events.OfType<NodeEvent.SessionJoined>().Count());

        void Replay()
        {
            foreach (PublishedFrame frame in replayed)
            {
                replayer.SayManifest(frame);
                replayer.SayHaves(frame);
            }
        }
    }

    [Fact]
    public void A_source_follows_nobody_not_even_a_session_of_its_own_key_that_claims_to_be_later()
    {
        using var later = new Studio(slots: 8, Keys, session: 1000);
        _scene.ConnectViewerToSource();
        _scene.Broadcast(3);
        HostilePeer replayer = _scene.ConnectedHostile(_scene.Source);

        replayer.SayManifest(later.Next());
        _scene.Broadcast(3);

        _scene.AssertPictureIsExact();
        Assert.Single(_scene.Viewer.Frames, frame => frame.StartsSession);
        Assert.DoesNotContain(_scene.Source.Events, happened => happened is NodeEvent.SessionJoined joined && joined.Session == later.Id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_first_manifest_told_to_a_late_joiner_does_not_keep_it_from_the_picture(bool withIndex)
    {
        MemoryNode first = _scene.Network.Add(Studio.Joiner);
        first.Node.AddPeers([_scene.Source.Address], _scene.Now);
        PublishedFrame oldest = _scene.Publish();
        for (int i = 0; i < 200; i++)
            _scene.Publish();

        HostilePeer replayer = _scene.ConnectedHostile();
        replayer.SayManifest(oldest.Manifest, withIndex ? oldest.Delta!.Index.Bytes : default); // a first frame has chunks
        _scene.Exchange();
        _scene.ConnectViewerToSource();
        _scene.Broadcast(120);
        _scene.Run(TimeSpan.FromSeconds(1));

        _scene.AssertPictureIsExact();
    }

    [Theory]
    [InlineData(4_000_000_000, false)]
    [InlineData(uint.MaxValue, false)]
    [InlineData(4_000_000_000, true)]
    [InlineData(uint.MaxValue, true)]
    public void A_manifest_far_in_the_future_may_end_the_picture_and_nothing_else(uint frame, bool whileFetching)
    {
        PublishedFrame first = Studio.Next();
        HostilePeer broadcaster = _scene.ConnectedHostile();
        broadcaster.Learn(first);
        if (whileFetching) broadcaster.Answers = static _ => Answer.Ignore;
        broadcaster.SayManifest(first);
        broadcaster.SayHaves(first);
        _scene.Exchange();
        byte[] record = [.. Enumerable.Range(0, 64).SelectMany(slot => Forger.Record((ushort)slot, frame))];
        FrameIndex keyFrame = FrameIndexWriter.WriteKeyFrame(
            new FrameNumber(frame), [new ChunkEntry(record.Length, Hash256.Of(record), 0, 64)], [.. Enumerable.Repeat(frame, 64)]);
        broadcaster.Learn(broadcaster.Id(ChunkKind.KeyFrameIndex, keyFrame.Frame), keyFrame.Bytes);
        broadcaster.Learn(broadcaster.Id(ChunkKind.KeyFrame, keyFrame.Frame), record);

        broadcaster.SayManifest((Forger.Draft(Studio, frame) with { KeyFrame = keyFrame.Frame, KeyIndex = keyFrame }).Sign(Keys));
        _scene.Exchange();
        broadcaster.SayKeyHave(keyFrame.Frame);
        broadcaster.Answers = static _ => Answer.Serve;
        HostilePeer newcomer = _scene.ConnectedHostile(); // is greeted with all there is
        for (int i = 0; i < 8; i++)
        {
            broadcaster.Say(new byte[4]);
            _scene.Run(TimeSpan.FromMilliseconds(500));
        }

        Assert.NotEmpty(newcomer.Heard);
        Assert.Equal(ProtocolViolation.None, _scene.ViolationOf(broadcaster) ?? ProtocolViolation.None);
    }

    [Theory]
    [InlineData("no index", ProtocolViolation.MalformedIndex)]
    [InlineData("slots twice", ProtocolViolation.MalformedIndex)]
    [InlineData("slot out of range", ProtocolViolation.MalformedIndex)]
    [InlineData("no slots", ProtocolViolation.MalformedIndex)]
    [InlineData("endless varint", ProtocolViolation.MalformedIndex)]
    public void A_signed_index_that_breaks_its_rules_is_refused(string kind, ProtocolViolation violation)
    {
        byte[] chunk = Forger.Record(0, 1);
        FrameIndex index = kind switch
        {
            "no index" => Forger.Nonsense(1, [0]),
            "slots twice" => FrameIndexWriter.WriteDelta(
                FrameNumber.First, [Entry(chunk, 0), Entry(chunk, 1)], [5, 5]),
            "slot out of range" => Forger.OneChunk(1, chunk, 64),
            "no slots" => Forger.Nonsense(1, [1, 124, .. new byte[32], 0, 0]),
            _ => Forger.Nonsense(1, [1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, .. new byte[40]]),
        };
        HostilePeer broadcaster = _scene.ConnectedHostile();
        Manifest manifest = (Forger.Draft(Studio, 1) with { Kind = ManifestKind.Delta, Index = index }).Sign(Keys);

        broadcaster.SayManifest(manifest, index.Bytes);
        _scene.Exchange();

        _scene.AssertPunished(broadcaster, violation);
        Assert.Empty(_scene.Viewer.Frames);
    }

    [Theory]
    [InlineData("another slot")]
    [InlineData("another origin")]
    [InlineData("too long")]
    [InlineData("too short")]
    [InlineData("a length beyond the chunk")]
    public void A_signed_chunk_whose_records_are_not_those_of_its_index_stops_playback_and_crashes_nothing(string kind)
    {
        byte[] chunk = kind switch
        {
            "another slot" => Forger.Record(3, 1),
            "another origin" => Forger.Record(0, 7),
            "too long" => [.. Forger.Record(0, 1), 0],
            "too short" => [.. Forger.Record(0, 1), .. Forger.Record(1, 1)],
            _ => Forger.Record(0, 1)[..^1],
        };
        FrameIndex index = kind == "too short" ? Forger.OneChunk(1, chunk, 0, 1, 2) : Forger.OneChunk(1, chunk, 0);
        HostilePeer broadcaster = _scene.ConnectedHostile();
        broadcaster.Learn(broadcaster.Id(ChunkKind.Delta, FrameNumber.First), chunk);
        Manifest manifest = (Forger.Draft(Studio, 1) with { Kind = ManifestKind.Delta, Index = index }).Sign(Keys);

        broadcaster.SayManifest(manifest, index.Bytes);
        broadcaster.SayHave(FrameNumber.First, 0);
        _scene.Run(TimeSpan.FromSeconds(2));

        Assert.Empty(_scene.Viewer.Frames);
        Assert.Single(_scene.Viewer.Events.OfType<NodeEvent.Equivocation>());
    }

    [Fact]
    public void A_first_frame_without_all_slots_is_played_and_served_without_a_crash()
    {
        byte[] chunk = Forger.Record(9, 1);
        FrameIndex index = Forger.OneChunk(1, chunk, 9), key = Forger.OneKeyChunk(1, chunk, [.. Enumerable.Repeat(1u, 64)]);
        HostilePeer broadcaster = _scene.ConnectedHostile();
        broadcaster.Learn(broadcaster.Id(ChunkKind.Delta, FrameNumber.First), chunk);
        broadcaster.SayManifest((Forger.Draft(Studio, 1) with
        {
            Kind = ManifestKind.Delta, Index = index, KeyFrame = FrameNumber.First, KeyIndex = key,
        }).Sign(Keys), index.Bytes);
        broadcaster.SayHave(FrameNumber.First, 0);
        _scene.Exchange();

        HostilePeer asking = _scene.ConnectedHostile();
        asking.SayRequest(asking.Id(ChunkKind.KeyFrameIndex, FrameNumber.First));
        asking.SayRequest(asking.Id(ChunkKind.KeyFrame, FrameNumber.First));
        _scene.Run(TimeSpan.FromSeconds(1));

        Assert.Equal(2, asking.CountHeard(Swarm.Wire.Live.LiveMessageType.Reject));
    }

    private static ChunkEntry Entry(byte[] chunk, int slotStart) => new(chunk.Length, Hash256.Of(chunk), slotStart, 1);
}
