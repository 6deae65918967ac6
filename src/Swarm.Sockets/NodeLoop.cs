using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using ScreenShare.Swarm.Node;

namespace ScreenShare.Swarm.Sockets;

/// <summary>
/// The one task that owns a node: one input or timeout, then everything the node has to give, then the next; when there is none, it waits.
/// Never waits for anything else, so whatever takes long happens elsewhere and comes back as an input.
/// </summary>
internal sealed class NodeLoop
{
    /// <summary>About a millisecond of work; then whatever else waits for the thread has its turn.</summary>
    private const int InputsPerTurn = 64;

    private static readonly TimeSpan StatisticsInterval = TimeSpan.FromMilliseconds(250); // what a person can follow

    /// <summary>Between two lines about the same lack, however many are turned away.</summary>
    private static readonly TimeSpan NoRoomInterval = TimeSpan.FromSeconds(10);

    private readonly SwarmNode _node;
    private readonly HostClock _clock;
    private readonly NodeInputs _inputs;
    private readonly NodeOutputs _outputs;
    private readonly Dialler _dialler;
    private readonly ConnectionPumps _connections;
    private readonly ILogger _log;

    private volatile bool _stopping;
    private volatile NodeStatistics _statistics;
    private Instant _statisticsDue;
    private Instant? _noRoomToldAt;
    private bool _isLeaving;

    public NodeLoop(
        SwarmNode node,
        HostClock clock,
        NodeInputs inputs,
        NodeOutputs outputs,
        Dialler dialler,
        ConnectionPumps connections,
        ILogger log)
    {
        _node = node;
        _clock = clock;
        _inputs = inputs;
        _outputs = outputs;
        _dialler = dialler;
        _connections = connections;
        _log = log;
        Gate = new FrameGate(node);
        _statistics = node.GetStatistics(clock.Now);
    }

    public NodeStatistics Statistics => _statistics;

    /// <summary>On the loop.</summary>
    public FrameGate Gate { get; }

    /// <summary>Any thread; at once, whatever is still queued.</summary>
    public void Stop()
    {
        _stopping = true;
        _inputs.Complete();
    }

    /// <summary>On the loop, after the node was told to leave: ends by itself when the last connection has ended.</summary>
    public void StopWhenAlone()
    {
        _isLeaving = true;
        _outputs.StopDialling();
    }

    /// <summary>Runs until stopped; fails with what failed in it or in a task that reports to it.</summary>
    public async Task RunAsync()
    {
        await Task.Yield(); // off the thread of whoever starts it
        using var timer = new WakeTimer(_inputs, _clock.Time);
        _outputs.TakeAll(_clock.Now); // a new node may have something to say before anything happens
        for (int taken = 0; !_stopping && !(_isLeaving && _connections.Count == 0);)
        {
            bool hasInput = _inputs.TryRead(out NodeInput input);
            Instant now = _clock.Now;
            if (hasInput) Handle(input, now);
            bool isDue = HandleTimeouts(now);
            if (!hasInput && !isDue)
            {
                timer.Arm(NextDue(), now);
                await _inputs.WaitToReadAsync().ConfigureAwait(false); // false only when stopping
                taken = 0;
            }
            else if (++taken == InputsPerTurn)
            {
                await Task.Yield();
                taken = 0;
            }
        }
    }

    private void Handle(in NodeInput input, Instant now)
    {
        switch (input.Kind)
        {
            case NodeInputKind.Wake:
                break;
            case NodeInputKind.Connected:
                HandleConnected(input, now);
                break;
            case NodeInputKind.DialFailed:
                _dialler.Ended();
                _node.HandleDialFailed(input.Address, now);
                break;
            case NodeInputKind.Received:
                HandleReceived(input.Pump!, input.Bytes, now); // has its pump, as have the two below
                break;
            case NodeInputKind.Sent:
                if (_connections.IsOpen(input.Pump!)) _node.HandleSent(input.Pump!.Id, now);
                _outputs.Return(input.Batch);
                break;
            case NodeInputKind.Closed:
                _log.Ended(input.Pump!.Id);
                if (_connections.Ended(input.Pump!)) _node.HandleClosed(input.Pump!.Id, now);
                break;
            case NodeInputKind.Command:
                input.Command.Run(_node, now);
                break;
            case NodeInputKind.Assembled:
                _outputs.Assemblies.Ended();
                _node.HandleAssembled(input.Assembly, now);
                break;
            case NodeInputKind.Failed:
                ExceptionDispatchInfo.Throw(input.Failure);
                break;
            default:
                throw new UnreachableException();
        }

        _outputs.TakeAll(now);
        Gate.Update(now);
    }

    private void HandleConnected(in NodeInput input, Instant now)
    {
        bool isDialled = input.Side == ConnectionSide.Dialled;
        if (isDialled) _dialler.Ended();
        if (_isLeaving || !_connections.HasRoom)
        {
            input.Socket.Dispose();
            if (!_isLeaving && !(now - _noRoomToldAt < NoRoomInterval))
            {
                _noRoomToldAt = now;
                _log.NoRoom(_connections.Count);
            }

            if (isDialled) _node.HandleDialFailed(input.Address, now);
            return;
        }

        ConnectionId id = _connections.Open(input.Socket);
        _log.Connected(id, input.Side, input.Address);
        _node.HandleConnected(id, input.Address, input.Side, now);
    }

    private void HandleReceived(ConnectionPump pump, int bytes, Instant now)
    {
        try
        {
            if (_connections.IsOpen(pump)) _node.HandleReceived(pump.Id, pump.Received(bytes), now);
        }
        finally
        {
            pump.ReadOn(); // also when the loop fails here: the pump waits for it
        }
    }

    private bool HandleTimeouts(Instant now)
    {
        if (now >= _statisticsDue)
        {
            _statistics = _node.GetStatistics(now);
            _statisticsDue = now + StatisticsInterval;
        }

        if (!(_node.NextTimeout.At <= now)) return false;
        _node.HandleTimeout(now);
        _outputs.TakeAll(now);
        Gate.Update(now);
        return true;
    }

    // Statistics wake nobody: a node that has nothing to do has nothing new to count, and looks at its timers a few times a second anyway.
    private Instant NextDue() => _node.NextTimeout.At;
}
