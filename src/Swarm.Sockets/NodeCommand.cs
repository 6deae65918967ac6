using ScreenShare.Swarm.Node;

namespace ScreenShare.Swarm.Sockets;

/// <summary>Something for the loop to do with its node, and the promise to whoever asked for it.</summary>
internal sealed class NodeCommand(Action<SwarmNode, Instant> action)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Done => _done.Task;

    /// <summary>
    /// On the loop. What the action throws goes to whoever asked for it and, since the node may be half changed, ends the loop too.
    /// </summary>
    public void Run(SwarmNode node, Instant now)
    {
        try
        {
            action(node, now);
        }
        catch (Exception failure)
        {
            _done.TrySetException(failure);
            throw;
        }

        _done.TrySetResult();
    }

    /// <summary>The loop has ended before it came to this.</summary>
    public void Refuse() => _done.TrySetException(NodeInputs.Stopped(null));
}
