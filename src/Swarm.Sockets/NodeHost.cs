using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using ScreenShare.Swarm.Node;
using ScreenShare.Swarm.Playout;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Source;

namespace ScreenShare.Swarm.Sockets;

/// <summary>
/// The shell of one node over TCP: owns the sockets, the clock and the loop. All members may be used from any thread.
/// <para>
/// A connection's end reaches the node exactly once: as its own wish (TryTakeClose), after which it has forgotten the connection and is
/// told nothing more of it while the shell still carries its goodbye; or else as HandleClosed.
/// </para>
/// </summary>
public sealed class NodeHost : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly HostClock _clock;
    private readonly NodeInputs _inputs = new();
    private readonly Listener _listener;
    private readonly Dialler _dialler;
    private readonly ConnectionPumps _connections;
    private readonly NodeOutputs _outputs;
    private readonly NodeLoop _loop;
    private readonly ILogger _log;

    private NodeHost(
        Listener listener,
        Func<Instant, SwarmNode> createNode,
        NodeHostOptions options,
        TimeProvider time,
        ILoggerFactory loggers)
    {
        _log = loggers.CreateLogger<NodeHost>();
        _listener = listener;
        Port = listener.Port;
        _clock = new HostClock(time);
        _dialler = new Dialler(options, _inputs, time, _log, _stopping.Token);
        _connections = new ConnectionPumps(_inputs, options, time);
        SwarmNode node = createNode(_clock.Now);
        node.HandleListening(Port, _clock.Now);
        _outputs = new NodeOutputs(node, _inputs, _dialler, _connections);
        _loop = new NodeLoop(node, _clock, _inputs, _outputs, _dialler, _connections, _log);
        _log.Listening(Port);
        Completion = RunAsync();
    }

    /// <summary>Where it listens.</summary>
    public ushort Port { get; }

    /// <summary>Holds two; while they are not taken the node merges newer frames. Ends when the host does.</summary>
    public ChannelReader<ReleasedFrame> Frames => _outputs.Frames;

    /// <summary>Holds 256; the oldest are dropped. Ends when the host does.</summary>
    public ChannelReader<NodeEvent> Events => _outputs.Events;

    /// <summary>At most a quarter of a second old while the host runs.</summary>
    public NodeStatistics Statistics => _loop.Statistics;

    /// <summary>Ends when the host has stopped and everything it owns is closed; fails when the loop failed.</summary>
    public Task Completion { get; }

    /// <param name="createNode">Makes the node, which then belongs to the host; called at once, with the start of the host's time
    /// line.</param>
    /// <param name="cancellation">Of the start; a started host is ended by <see cref="LeaveAsync"/> and <see cref="DisposeAsync"/>.</param>
    /// <exception cref="NodeHostException">It cannot listen there.</exception>
    public static Task<NodeHost> StartAsync(
        Func<Instant, SwarmNode> createNode,
        NodeHostOptions options,
        TimeProvider time,
        ILoggerFactory loggers,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(createNode);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(loggers);
        if (cancellation.IsCancellationRequested) return Task.FromCanceled<NodeHost>(cancellation);
        return Task.FromResult(Start(createNode, options, time, loggers));
    }

    /// <summary>Ends when the node has taken the frame. Cancelled, it may still be taken.</summary>
    /// <exception cref="NodeHostException">The host has stopped.</exception>
    public async ValueTask PublishAsync(PublishedFrame frame, CancellationToken cancellation) =>
        await PostAsync((node, now) => node.Publish(frame, now), cancellation).ConfigureAwait(false);

    /// <summary>
    /// Ends when a frame published now would go out at once, and tells what it had to wait for; <see cref="FrameHold.None"/>: for nothing.
    /// For one task: who asks anew takes the place of who asked before.
    /// </summary>
    /// <exception cref="NodeHostException">The host has stopped.</exception>
    public async ValueTask<FrameHold> WaitForFrameRoomAsync(CancellationToken cancellation)
    {
        var waiting = new TaskCompletionSource<FrameHold>(TaskCreationOptions.RunContinuationsAsynchronously);
        await PostAsync((_, now) => _loop.Gate.Wait(waiting, now), cancellation).ConfigureAwait(false);
        return await waiting.Task.WaitAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// Runs a command on the loop and ends when it has run, so whoever posts waits for the loop and cannot flood it. Cancelled, it may
    /// still run. What it throws comes out here and ends the host too, since the node may be half changed.
    /// </summary>
    /// <exception cref="NodeHostException">The host has stopped.</exception>
    public async ValueTask PostAsync(Action<SwarmNode, Instant> command, CancellationToken cancellation)
    {
        var posted = new NodeCommand(command);
        if (!await _inputs.WriteAsync(NodeInput.For(posted), cancellation).ConfigureAwait(false))
            throw NodeInputs.Stopped(Completion.Exception?.InnerException);
        await posted.Done.WaitAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>As of now, where <see cref="Statistics"/> may be a little old.</summary>
    /// <exception cref="NodeHostException">The host has stopped.</exception>
    public async Task<NodeStatistics> GetStatisticsAsync(CancellationToken cancellation = default)
    {
        NodeStatistics? statistics = null;
        await PostAsync((node, now) => statistics = node.GetStatistics(now), cancellation).ConfigureAwait(false);
        return statistics!; // set by the command, which has run
    }

    /// <summary>
    /// Says goodbye to all neighbours, waits until that is sent, at most for <paramref name="patience"/>, and stops the host.
    /// </summary>
    public async Task LeaveAsync(TimeSpan patience)
    {
        try
        {
            Task leaving = LeaveAndCompleteAsync();
            await leaving.WaitAsync(patience, _clock.Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Some neighbour does not read. It will see the connection end.
        }

        _loop.Stop();
        await Completion.ConfigureAwait(false);
    }

    /// <summary>
    /// Closes everything at once and waits until it is closed. A failure of the loop is told by <see cref="Completion"/> alone.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        _loop.Stop();
        await Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private static NodeHost Start(Func<Instant, SwarmNode> createNode, NodeHostOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        Listener listener = Listener.Open(options);
        try
        {
            return new NodeHost(listener, createNode, options, time, loggers);
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }

    private async Task LeaveAndCompleteAsync()
    {
        var leave = new NodeCommand((node, now) =>
        {
            node.Leave(now);
            _loop.StopWhenAlone();
        });
        if (await _inputs.WriteAsync(NodeInput.For(leave)).ConfigureAwait(false)) // not taken: it has stopped already
            await leave.Done.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // what it throws, Completion throws too
        await Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>The loop from start to end, and then the end of everything that reports to it.</summary>
    private async Task RunAsync()
    {
        Task accepting = _listener.AcceptAsync(_inputs, _clock.Time, _log, _stopping.Token);
        try
        {
            await _loop.RunAsync().ConfigureAwait(false);
            _log.Stopped();
        }
        catch (Exception failure)
        {
            _log.Failed(failure);
            throw;
        }
        finally
        {
            _inputs.Complete();
            _inputs.DiscardRest();
            _loop.Gate.Refuse();
            await _stopping.CancelAsync().ConfigureAwait(false);
            await accepting.ConfigureAwait(false);
            await _dialler.StopAsync().ConfigureAwait(false);
            await _connections.AbortAsync().ConfigureAwait(false);
            await _outputs.CompleteAsync().ConfigureAwait(false);
            _listener.Dispose();
        }
    }
}
