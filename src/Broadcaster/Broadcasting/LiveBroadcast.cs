using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using ScreenShare.Broadcaster.Capture;
using ScreenShare.Swarm;
using ScreenShare.Swarm.Node;
using ScreenShare.Swarm.Sockets;
using ScreenShare.Swarm.Sockets.Discovery;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Broadcaster.Broadcasting;

/// <summary>
/// A broadcast from its first to its last frame: keys, the node, the capture task and the encode task. Run once. The path of a picture:
/// <see cref="CaptureLoop"/> → <see cref="PictureExchange"/> → <see cref="EncodeLoop"/> → <see cref="NodeHost"/>.
/// </summary>
internal sealed class LiveBroadcast : IAsyncDisposable
{
    /// <summary>How long a neighbour may take to read the goodbye.</summary>
    private static readonly TimeSpan LeavePatience = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Whoever ends the program is not kept waiting for two seconds: so long for the last frame and its pieces, and less for goodbyes.
    /// </summary>
    private static readonly TimeSpan HurryAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LeavePatienceInHurry = TimeSpan.FromMilliseconds(400);

    // Five minutes of frames, so that a reader may be away for a while. Full: the oldest is dropped, since a broadcast waits for no reader.
    private readonly Channel<FrameReport> _reports = Channel.CreateBounded<FrameReport>(
        new BoundedChannelOptions(9_000) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true, SingleWriter = true });

    private readonly PictureExchange _exchange = new();
    private readonly BroadcasterKeys _keys;
    private readonly NodeHost _host;
    private readonly Roads _roads;
    private readonly TimeProvider _time;
    private readonly LastPieces _lastPieces;
    private readonly CaptureLoop _capture;
    private readonly EncodeLoop _encode;

    private LiveBroadcast(
        BroadcasterKeys keys,
        NodeHost host,
        Roads roads,
        IScreenSource source,
        BroadcastSettings settings,
        Func<DateTimeOffset, DateTimeOffset> sessionStart,
        TimeProvider time)
    {
        _keys = keys;
        _host = host;
        _roads = roads;
        _time = time;
        _lastPieces = new LastPieces(host, time);
        var pace = new FramePace(settings.FramesPerSecond, time);
        var clock = new BroadcastClock(time); // one for both: what one stamps, the other compares
        var copier = new PictureCopier(settings.Scale);
        _capture = new CaptureLoop(source, copier, pace, _exchange, clock);
        _encode = new EncodeLoop(
            _exchange, keys, settings, copier.SizeOf(source.Size), sessionStart, host.WaitForFrameRoomAsync, host.PublishAsync,
            _reports.Writer, clock);
    }

    public BroadcasterKeys Keys => _keys;

    public ushort Port => _host.Port;

    /// <summary>How each road by which viewers find us does, for a status line.</summary>
    public string RoadStatus => _roads.Status;

    /// <summary>One for each published frame with a picture; complete when the last is.</summary>
    public ChannelReader<FrameReport> Reports => _reports.Reader;

    public NodeStatistics Statistics => _host.Statistics;

    /// <summary>Captured and never encoded, because a newer picture came first.</summary>
    public long PicturesOverwritten => _exchange.Overwritten;

    /// <summary>How long pictures have waited because the node was not ready for them, and for what.</summary>
    public HeldTime Held => _encode.Held;

    /// <summary>For after <see cref="RunAsync"/>.</summary>
    public TimeSpan MedianEncoding => _encode.Encoding.Median();

    /// <param name="source">Borrowed until disposed.</param>
    /// <param name="keys">Borrowed until disposed.</param>
    /// <param name="sessionStart">What the start of a session is to be that begins at a given time.</param>
    /// <exception cref="NodeHostException">The node cannot listen as asked.</exception>
    public static async Task<LiveBroadcast> StartAsync(
        IScreenSource source,
        BroadcastSettings settings,
        NodeSettings node,
        BroadcasterKeys keys,
        Func<DateTimeOffset, DateTimeOffset> sessionStart,
        TimeProvider time,
        ILoggerFactory logs,
        CancellationToken cancellation)
    {
        var options = new NodeHostOptions { BindAddress = node.Bind, Port = node.Port };
        NodeHost host = await NodeHost.StartAsync(now => CreateNode(keys, node, logs, now), options, time, logs, cancellation)
            .ConfigureAwait(false);
        var roads = Roads.Start(host, keys.Public.Infohash, node.Roads, new Random(node.Seed), time, logs);
        return new LiveBroadcast(keys, host, roads, source, settings, sessionStart, time);
    }

    /// <summary>When another broadcaster with these keys began a later session: its start; null when this one has ended before.</summary>
    /// <param name="ended">Whoever waits wants to know no more.</param>
    public async Task<DateTimeOffset?> WhenOvertakenAsync(CancellationToken ended)
    {
        try
        {
            await foreach (NodeEvent happened in _host.Events.ReadAllAsync(ended).ConfigureAwait(false))
            {
                if (happened is NodeEvent.Overtaken later) return later.Start;
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // ended by itself
        }

        return null;
    }

    /// <summary>
    /// Broadcasts until the source ends, as many frames were published as asked for, or <paramref name="stop"/>; viewers are told
    /// that it is over. From <paramref name="stop"/> on it takes a second and a half at most, whatever the source and viewers do.
    /// </summary>
    /// <exception cref="CaptureException">The source failed; viewers have been told that the broadcast is over.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var hurry = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _time);
        using CancellationTokenRegistration stopping = stop.Register(() => hurry.CancelAfter(HurryAfter));

        // A task each: capture and encode compute for milliseconds on end, and neither may wait for the other.
        Task capture = Task.Run(() => _capture.RunAsync(ending.Token), CancellationToken.None);
        Task encode = Task.Run(() => _encode.RunAsync(CancellationToken.None), CancellationToken.None);
        try
        {
            await encode.ConfigureAwait(false); // ends by itself when capture has, or when enough frames are published
            await _lastPieces.WaitAsync(hurry.Token).ConfigureAwait(false);
            await _roads.DisposeAsync().ConfigureAwait(false);
            await _host.LeaveAsync(stop.IsCancellationRequested ? LeavePatienceInHurry : LeavePatience).ConfigureAwait(false);
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            await capture.ConfigureAwait(false);
        }
    }

    /// <param name="bytesPerSecond">Null: no limit.</param>
    /// <exception cref="NodeHostException">The node has stopped.</exception>
    public async Task SetUploadLimitAsync(long? bytesPerSecond, CancellationToken cancellation) =>
        await _host.PostAsync((node, now) => node.SetUploadLimit(bytesPerSecond, now), cancellation).ConfigureAwait(false);

    public async ValueTask DisposeAsync()
    {
        await _roads.DisposeAsync().ConfigureAwait(false);
        await _host.DisposeAsync().ConfigureAwait(false);
        _encode.Dispose();
    }

    private static SwarmNode CreateNode(BroadcasterKeys keys, NodeSettings node, ILoggerFactory logs, Instant now) => new(
        new SwarmOptions { PeersWanted = node.Peers, UploadLimitBytesPerSecond = node.UploadLimitBytesPerSecond },
        new SwarmMembership(keys.Public.Infohash, keys.Public, IsSource: true),
        new NodeServices(new Random(node.Seed), new ContentVerifier(), logs.CreateLogger<SwarmNode>()) { Secret = NodeSecret.Create() },
        now);
}
