using System.Buffers;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Download;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Playout;
using ScreenShare.Swarm.Tests.Node;
using ScreenShare.Swarm.Trees;
using ScreenShare.Swarm.Trust;
using ScreenShare.Swarm.Window;
using ScreenShare.Swarm.Wire;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Tests.Playout;

/// <summary>
/// A node that has frame 1 and shows it. A request is written as the neighbour that is asked (a, b, …) and the frames it is asked for.
/// </summary>
public sealed class MissingManifestsTests : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    private readonly Studio _studio = new(slots: 4);
    private readonly Neighbours _neighbours = new();
    private readonly MissingManifests _missing;
    private readonly Session _session;
    private readonly Playback _playback;
    private Instant _now = Instant.Zero + TimeSpan.FromSeconds(10);

    public MissingManifestsTests()
    {
        Manifest first = _studio.Next().Manifest;
        _session = new Session(first);
        _neighbours.BeginSession(_session.Tag);
        var standing = new StandingRequests(_neighbours, new StandingNews(), new Random(1));
        var limit = new DownloadLimit(bytesPerSecond: null, _now);
        var downloader = new Downloader(_neighbours, new ContentVerifier(), new ChunkPool(), standing, limit, new Random(1));
        downloader.HandleSession(_session.Window, _session.Parameters);
        _playback = new Playback(_session, _neighbours, downloader, counted: null);
        _missing = new MissingManifests(_neighbours, new Random(1));
        Arrive(first);
    }

    public void Dispose() => _studio.Dispose();

    [Fact]
    public void A_manifest_of_which_nobody_has_told_is_asked_of_nobody()
    {
        Connect(2);

        Assert.Equal("", AskedIn(seconds: 2));
    }

    [Fact]
    public void What_was_lost_with_a_neighbour_is_asked_for_after_a_while_of_one_that_has_it()
    {
        Connect(2);
        Tell('b', 4);

        Assert.Equal("", AskedIn(seconds: 0.05)); // it may be on its way
        Assert.Equal("b2-4", AskedIn(seconds: 0.1));
    }

    [Fact]
    public void What_is_on_its_way_is_waited_for_anew_with_each_manifest_that_comes()
    {
        Connect(1);
        for (int i = 0; i < 20; i++)
        {
            Tell('a', (uint)i + 2);
            Assert.Equal("", AskedIn(seconds: 0.04));
            Arrive(_studio.Next().Manifest);
        }
    }

    [Fact]
    public void One_is_asked_at_a_time_and_another_only_when_nothing_has_come()
    {
        Connect(2);
        Tell('a', 2);
        Tell('b', 2);

        string asked = AskedIn(seconds: 3);

        string[] requests = asked.Split(' ');
        Assert.InRange(requests.Length, 10, 3 / SwarmLimits.ManifestRetry.TotalSeconds);
        Assert.Equal(["a2-2", "b2-2"], requests.Distinct().Order());
    }

    [Fact]
    public void A_frame_that_only_one_who_is_gone_has_told_of_is_asked_of_nobody_and_forgotten()
    {
        Connect(2);
        Tell('a', uint.MaxValue);
        Lose('a');

        Assert.Equal("", AskedIn(seconds: 1));
        Assert.Equal(FrameNumber.First, _neighbours.NewestHeard);

        Tell('b', 2);
        Assert.Equal("b2-2", AskedIn(seconds: 0.1));
    }

    [Fact]
    public void A_liar_that_tells_of_the_last_frame_there_can_be_is_asked_for_no_more_than_fits_a_request()
    {
        Connect(2);
        Tell('a', uint.MaxValue);
        Tell('b', 3);

        string[] requests = AskedIn(seconds: 5).Split(' ');

        Assert.Equal([$"a2-{1 + ManifestRequest.FramesMax}", "b2-3"], requests.Distinct().Order()); // the other one has its turn
        Assert.InRange(requests.Length, 10, 5 / SwarmLimits.ManifestRetry.TotalSeconds);
    }

    [Fact]
    public void A_gap_between_manifests_is_asked_for_and_is_hopeless_when_nobody_can_fill_it()
    {
        Connect(1);
        Tell('a', 5);
        Manifest[] manifests = [.. Enumerable.Range(0, 4).Select(_ => _studio.Next().Manifest)]; // 2 to 5
        Show(manifests[3]);

        Assert.StartsWith("a2-4", AskedIn(seconds: 0.5));
        Assert.False(_missing.IsHopeless(_now));
        AskedIn(SwarmLimits.ManifestGapMax.TotalSeconds);
        Assert.True(_missing.IsHopeless(_now));

        foreach (Manifest manifest in manifests[..3])
            Show(manifest);
        Assert.Equal("", AskedIn(seconds: 0.5));
        Assert.False(_missing.IsHopeless(_now));
    }

    /// <summary>Its manifest is here.</summary>
    private void Show(Manifest manifest) => _session.Window.Add(new WindowFrame(manifest, delta: null, _now));

    /// <summary>Its manifest is here, and the frame is shown.</summary>
    private void Arrive(Manifest manifest)
    {
        Show(manifest);
        _session.Base = manifest.Frame;
    }

    private void Connect(int peers)
    {
        for (int number = 1; number <= peers; number++)
        {
            _neighbours.Add(new PeerSession(new ConnectionId(number), PeerAddress.FromIPv4((uint)number, 1), ConnectionSide.Dialled, _now)
            {
                Phase = PeerPhase.Open,
                Writer = new LiveMessageWriter(MessageIds.OurLive),
            });
        }
    }

    private void Tell(char peer, uint frame)
    {
        _neighbours.All[peer - 'a'].Haves.Add(new FrameNumber(frame), 0);
        _neighbours.HandleHeard(new FrameNumber(frame));
    }

    private void Lose(char peer) => _neighbours.All[peer - 'a'].Phase = PeerPhase.Closed;

    private string AskedIn(double seconds)
    {
        var asked = new List<string>();
        for (Instant end = _now + TimeSpan.FromSeconds(seconds); _now < end; _now += Step)
        {
            _missing.Ask(_session, _playback, _now);
            foreach (PeerSession peer in _neighbours.All)
            {
                if (Take(peer.Outbox) is { } request) asked.Add($"{(char)('a' + peer.Connection.Value - 1)}{request.First}-{request.Last}");
            }
        }

        return string.Join(' ', asked);
    }

    private static ManifestRequest? Take(Outbox outbox)
    {
        if (outbox.IsEmpty) return null;
        var said = new ArrayBufferWriter<byte>();
        outbox.MoveTo(said);
        Assert.Equal(ReadOutcome.Complete, MessageReader.TryRead(said.WrittenSpan, out WireMessage message, out int consumed, out _));
        Assert.Equal(said.WrittenCount, consumed); // one at a time
        Assert.True(ManifestRequest.TryRead(message.Body, out ManifestRequest request));
        return request;
    }
}
