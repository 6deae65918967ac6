using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using ScreenShare.Frames;
using ScreenShare.Frames.Layers;
using ScreenShare.Swarm;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Node;
using ScreenShare.Swarm.Sockets;
using ScreenShare.Swarm.Sockets.Discovery;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Viewer;

/// <summary>
/// One viewing of a broadcast: a node in the swarm, a task that decodes what it releases, and notices of what happens. Owned by whoever
/// started it; its methods may be called from any thread.
/// </summary>
public sealed class ViewerSession : IAsyncDisposable
{
    /// <summary>Notices nobody has read yet; the oldest is dropped: a person reads the last few lines.</summary>
    private const int NoticesMax = 64;

    // Goodbyes are a few bytes a peer: whom they do not reach in this time will notice by itself.
    private static readonly TimeSpan LeavePatience = TimeSpan.FromSeconds(1);

    // A sink that writes to a program which does not read any more must not keep this one from ending.
    private static readonly TimeSpan SinkPatience = TimeSpan.FromSeconds(1);

    private readonly NodeHost _host;
    private readonly ContentVerifier _verifier;
    private readonly FrameDecoder _decoder;
    private readonly ILogger _log;
    private readonly Channel<ViewerNotice> _notices = Channel.CreateBounded<ViewerNotice>(
        new BoundedChannelOptions(NoticesMax) { FullMode = BoundedChannelFullMode.DropOldest });

    private readonly CancellationTokenSource _stop = new();
    private readonly TimeProvider _time;
    private readonly Task _watching;
    private readonly Task _searching;
    private readonly Roads _roads;
    private Task? _stopping;

    private ViewerSession(
        NodeHost host,
        Roads roads,
        ContentVerifier verifier,
        FrameDecoder decoder,
        JoinLink link,
        IShownFrameSink sink,
        TimeProvider time,
        ILogger log)
    {
        _host = host;
        _roads = roads;
        _verifier = verifier;
        _decoder = decoder;
        _time = time;
        _log = log;
        Completion = new DecodingLoop(host, decoder, sink, _notices.Writer).RunAsync(_stop.Token);
        _watching = EndQuietlyAsync(new EventWatch(host.Events, _notices.Writer, log).RunAsync(_stop.Token));
        _searching = EndQuietlyAsync(
            new PeerSearch(host, link, hasRoads: roads.Any, _notices.Writer, time, log).RunAsync(_stop.Token));
    }

    /// <summary>How each road to others does, for a status line.</summary>
    public string RoadStatus => _roads.Status;

    /// <summary>The port this node listens on.</summary>
    public int Port => _host.Port;

    /// <summary>For one reader. Bounded: see <see cref="NoticesMax"/>.</summary>
    public ChannelReader<ViewerNotice> Notices => _notices.Reader;

    /// <summary>
    /// Ends when the sink wants no more, when the session is stopped, or with the exception that keeps it from going on: a
    /// <see cref="ViewerException"/> or what the sink threw.
    /// </summary>
    public Task Completion { get; }

    /// <exception cref="ViewerException">The link has no content key, or the machine does not let the node run as asked.</exception>
    public static async Task<ViewerSession> StartAsync(
        JoinLink link,
        ViewerSessionOptions options,
        IShownFrameSink sink,
        TimeProvider time,
        ILoggerFactory logs,
        CancellationToken cancellationToken)
    {
        ContentKey key = link.ContentKey ?? throw new ViewerException(ViewerFault.Link, WhyNotForViewing(link.Kind));
        int seed = options.Seed ?? BroadcasterKeys.CreateSeed();
        var verifier = new ContentVerifier();
        try
        {
            NodeHost host = await NodeHost.StartAsync(
                now => CreateNode(link, options, ServicesFor(seed, verifier, logs), now),
                new NodeHostOptions { BindAddress = options.BindAddress, Port = options.Port },
                time,
                logs,
                cancellationToken).ConfigureAwait(false);
            ILogger log = logs.CreateLogger<ViewerSession>();
            ViewerLog.Joining(log, link.Infohash.ToString(), host.Port, seed);
            var roads = Roads.Start(host, link.Infohash, options.Roads.With(link.Trackers), new Random(seed), time, logs);
            return new ViewerSession(host, roads, verifier, new FrameDecoder(key, time, log), link, sink, time, log);
        }
        catch (NodeHostException e)
        {
            verifier.Dispose();
            throw new ViewerException(ViewerFault.Node, e.Message, e);
        }
    }

    private static string WhyNotForViewing(LinkKind kind) => kind switch
    {
        LinkKind.CutShort => "the link is cut short: it has no key (ss.k). A shell cuts it at its first & when it stands without quotes: "
            + "put the whole link in quotes, or give it on standard input",
        LinkKind.Torrent => "this is the magnet link of an ordinary torrent, not of a broadcast (it has no ss.k): "
            + "paste the link that the broadcaster shows",
        _ => "this is a relay's link: without the content key (ss.k) it can pass the broadcast on but not show it; "
            + "ask the broadcaster for the full link",
    };

    /// <summary>As of now, or as of its end when the node has stopped.</summary>
    public async Task<NodeStatistics> GetStatisticsAsync()
    {
        try
        {
            return await _host.GetStatisticsAsync().ConfigureAwait(false);
        }
        catch (NodeHostException)
        {
            return _host.Statistics;
        }
    }

    /// <summary>Refuses the address from now on and tells how many piece bytes it had delivered up to this moment.</summary>
    /// <exception cref="NodeHostException">The node has stopped.</exception>
    public async Task<long> BlockAsync(AddressRule rule, CancellationToken cancellationToken)
    {
        long delivered = 0;
        await _host.PostAsync(
            (node, now) =>
            {
                node.Block(rule, now);
                delivered = DeliveredBy(rule, node.GetStatistics(now));
            },
            cancellationToken).ConfigureAwait(false);
        return delivered;
    }

    /// <exception cref="NodeHostException">The node has stopped.</exception>
    public async Task UnblockAsync(AddressRule rule, CancellationToken cancellationToken) =>
        await _host.PostAsync((node, now) => node.Unblock(rule, now), cancellationToken).ConfigureAwait(false);

    /// <param name="bytesPerSecond">Null: no limit.</param>
    /// <exception cref="NodeHostException">The node has stopped.</exception>
    public async Task SetUploadLimitAsync(long? bytesPerSecond, CancellationToken cancellationToken) =>
        await _host.PostAsync((node, now) => node.SetUploadLimit(bytesPerSecond, now), cancellationToken).ConfigureAwait(false);

    /// <param name="bytesPerSecond">Null: no limit.</param>
    /// <exception cref="NodeHostException">The node has stopped.</exception>
    public async Task SetDownloadLimitAsync(long? bytesPerSecond, CancellationToken cancellationToken) =>
        await _host.PostAsync((node, now) => node.SetDownloadLimit(bytesPerSecond, now), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc cref="FrameDecoder.TryCopyPicture(ref Picture?)"/>
    public bool TryCopyPicture(ref Picture? copy) => _decoder.TryCopyPicture(ref copy);

    /// <inheritdoc cref="FrameDecoder.TryCopyPicture(ref Picture?, out PointerState)"/>
    public bool TryCopyPicture(ref Picture? copy, out PointerState pointer) => _decoder.TryCopyPicture(ref copy, out pointer);

    /// <summary>
    /// Leaves the swarm and ends decoding; the picture stays as it is and can still be copied. Done once: later calls wait for the first.
    /// </summary>
    public Task StopAsync() => _stopping ??= StopOnceAsync();

    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        await _host.DisposeAsync().ConfigureAwait(false);
        _verifier.Dispose();
        _stop.Dispose();
        if (Completion.IsCompleted) _decoder.Dispose();
    }

    private static SwarmNode CreateNode(JoinLink link, ViewerSessionOptions options, NodeServices services, Instant now)
    {
        var node = new SwarmNode(options.Swarm, new SwarmMembership(link.Infohash, PublicKey: null, IsSource: false), services, now);
        foreach (AddressRule rule in options.Blocked)
            node.Block(rule, now);
        return node;
    }

    private static NodeServices ServicesFor(int seed, IContentVerifier verifier, ILoggerFactory logs) =>
        new(new Random(seed), verifier, logs.CreateLogger<SwarmNode>()) { Secret = NodeSecret.Create() };

    private static long DeliveredBy(AddressRule rule, NodeStatistics statistics)
    {
        long bytes = 0;
        foreach (DeliveredBytes delivered in statistics.Delivered)
        {
            if (rule.Matches(delivered.Address)) bytes += delivered.Bytes;
        }

        return bytes;
    }

    // The node's own end and the session's both end these tasks; why, the decoding task tells.
    private static async Task EndQuietlyAsync(Task task)
    {
        try
        {
            await task.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // stopped
        }
        catch (NodeHostException)
        {
            // told by Completion
        }
    }

    private async Task StopOnceAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _roads.DisposeAsync().ConfigureAwait(false);
        await _host.LeaveAsync(LeavePatience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // Completion tells
        await Task.WhenAll(_watching, _searching).ConfigureAwait(false);
        _notices.Writer.TryComplete();
        if (await Task.WhenAny(Completion, Task.Delay(SinkPatience, _time)).ConfigureAwait(false) != Completion)
            ViewerLog.SinkStuck(_log, SinkPatience.TotalSeconds);
    }
}
