using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using ScreenShare.Swarm.Dht;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Sockets.Discovery;

/// <summary>
/// The shell of one DHT node: its port, its clock, its timer, and the nodes it begins with. Steps of the node are short and come one after
/// the other, under one lock. Owned by whoever started it; disposing keeps its nodes for another run.
/// </summary>
public sealed class DhtHost : IAsyncDisposable
{
    /// <summary>More than one answer tells; who does not take them loses the oldest.</summary>
    private const int FoundMax = 1024;

    /// <summary>Nodes of the last run that are asked first, before all that are known.</summary>
    private static readonly TimeSpan KeepNodesEvery = TimeSpan.FromMinutes(10);

    /// <summary>Between two beginnings with the routers, while there are few nodes; their names are looked up anew.</summary>
    private static readonly TimeSpan BeginEvery = TimeSpan.FromSeconds(10);

    private readonly Lock _step = new();
    private readonly DhtNode _node;
    private readonly UdpPort _port;
    private readonly HostClock _clock;
    private readonly DhtHostOptions _options;
    private readonly NameLookup _names;
    private readonly ILogger _log;
    private readonly ITimer _timer;
    private readonly List<(Func<DhtStatistics, bool> Holds, TaskCompletionSource Done)> _waiting = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _going;
    private readonly Channel<DhtFound> _found = Channel.CreateBounded<DhtFound>(
        new BoundedChannelOptions(FoundMax) { FullMode = BoundedChannelFullMode.DropOldest });

    private DhtHost(UdpPort port, DhtHostOptions options, DhtOptions node, TimeProvider time, ILogger log)
    {
        _port = port;
        _options = options;
        _log = log;
        _clock = new HostClock(time);
        _names = new NameLookup(time, log);
        _node = new DhtNode(node, _clock.Now);
        _timer = time.CreateTimer(_ => Do((one, now) => one.HandleTimeout(now)), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _going = Task.WhenAll(_port.ReceiveAsync(HandleAsync, _stop.Token), BeginAsync(), KeepAsync());
    }

    public int Port => _port.Port;

    /// <summary>What others have announced for what was searched. For one reader.</summary>
    public ChannelReader<DhtFound> Found => _found.Reader;

    public DhtStatistics Statistics
    {
        get
        {
            lock (_step) return _node.GetStatistics();
        }
    }

    /// <exception cref="System.Net.Sockets.SocketException">No port is to be had.</exception>
    public static DhtHost Start(DhtHostOptions options, DhtOptions node, TimeProvider time, ILogger log)
    {
        ArgumentNullException.ThrowIfNull(options);
        UdpPort port = UdpPort.Open(options.BindAddress, options.Port, log);
        DiscoveryLog.DhtListening(log, port.Port);
        return new DhtHost(port, options, node, time, log);
    }

    /// <inheritdoc cref="DhtNode.Search"/>
    public void Search(Infohash infohash, ushort announcePort) => Do((node, now) => node.Search(infohash, announcePort, now));

    /// <inheritdoc cref="DhtNode.AddNode"/>
    public void AddNode(PeerAddress address) => Do((node, now) => node.AddNode(address, now));

    /// <summary>Ends after the step with which the condition holds, or at once when it does. Called under the lock of the steps.</summary>
    public Task WaitForAsync(Func<DhtStatistics, bool> holds, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(holds);
        lock (_step)
        {
            if (holds(_node.GetStatistics())) return Task.CompletedTask;
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((holds, done));
            return done.Task.WaitAsync(cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested) return;
        await _stop.CancelAsync().ConfigureAwait(false);
        await _going.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _timer.DisposeAsync().ConfigureAwait(false);
        _port.Dispose();
        KeepNodes();
        _found.Writer.TryComplete();
        _stop.Dispose();
    }

    private ValueTask HandleAsync(PeerAddress from, ReadOnlyMemory<byte> datagram)
    {
        Do((node, now) => node.HandleDatagram(from, datagram.Span, now));
        return ValueTask.CompletedTask;
    }

    /// <summary>One step, and everything that comes of it.</summary>
    private void Do(Action<DhtNode, Instant> step)
    {
        lock (_step)
        {
            if (_stop.IsCancellationRequested) return;
            step(_node, _clock.Now);
            while (_node.TryTakeDatagram(out PeerAddress to, out ReadOnlyMemory<byte> datagram)) _port.Send(to, datagram.Span);
            while (_node.TryTakeFound(out DhtFound found)) _found.Writer.TryWrite(found);
            TellWaiting();
            TimeSpan wait = _node.NextTimeout - _clock.Now;
            _timer.Change(wait < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : wait, Timeout.InfiniteTimeSpan);
        }
    }

    private void TellWaiting()
    {
        if (_waiting.Count == 0) return;
        DhtStatistics statistics = _node.GetStatistics();
        foreach ((Func<DhtStatistics, bool> holds, TaskCompletionSource done) in _waiting.ToArray())
        {
            if (holds(statistics) && _waiting.Remove((holds, done))) done.SetResult();
        }
    }

    private async Task BeginAsync()
    {
        foreach (PeerAddress known in DhtNodesFile.Read(_options.NodesPath)) AddNode(known);
        using var timer = new PeriodicTimer(BeginEvery, _clock.Time);
        do
        {
            if (!NeedsNodes()) continue;
            await foreach (PeerAddress router in _names.ResolveAsync(_options.Routers, _stop.Token).ConfigureAwait(false)) AddNode(router);
        }
        while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false));
    }

    private async Task KeepAsync()
    {
        using var timer = new PeriodicTimer(KeepNodesEvery, _clock.Time);
        while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false)) KeepNodes();
    }

    private bool NeedsNodes()
    {
        lock (_step) return _node.NeedsNodes;
    }

    private void KeepNodes()
    {
        IReadOnlyList<PeerAddress> nodes;
        lock (_step) nodes = _node.GoodNodes();
        if (nodes.Count > 0) DhtNodesFile.Write(_options.NodesPath, nodes, _log);
    }
}
