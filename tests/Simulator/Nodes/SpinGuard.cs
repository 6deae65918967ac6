using ScreenShare.Swarm;

namespace ScreenShare.Simulator.Nodes;

/// <summary>Counts a node's steps at one instant: a node that keeps itself busy without time going on would run for ever.</summary>
public sealed class SpinGuard(string name)
{
    /// <summary>A thousand neighbours with a hundred messages each at once; no real node comes near.</summary>
    public const int StepsMax = 100_000;

    private Instant _instant;
    private int _steps;

    public void Step(Instant now, string what)
    {
        if (now != _instant)
        {
            _instant = now;
            _steps = 0;
        }

        if (++_steps > StepsMax) throw new SpinningException($"{name} has made {StepsMax} steps at {now} and goes on; the last was {what}");
    }
}

/// <summary>A node does not come to rest. A bug of the node: replay the seed.</summary>
public sealed class SpinningException(string message) : Exception(message);
