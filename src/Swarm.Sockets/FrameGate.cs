using ScreenShare.Swarm.Node;
using ScreenShare.Swarm.Source;

namespace ScreenShare.Swarm.Sockets;

/// <summary>
/// Tells whoever has a frame to publish when the node is ready for it. Looked at after every input, since any may make it ready. One
/// waits at a time; who asks anew takes the place of who asked before. On the loop alone.
/// </summary>
internal sealed class FrameGate(SwarmNode node)
{
    private TaskCompletionSource<FrameHold>? _waiting;
    private FrameHold _heldBy;

    /// <param name="waiting">Is told what was waited for last.</param>
    public void Wait(TaskCompletionSource<FrameHold> waiting, Instant now)
    {
        (_waiting, _heldBy) = (waiting, FrameHold.None);
        Update(now);
    }

    public void Update(Instant now)
    {
        if (_waiting is null) return;
        FrameHold hold = node.HoldsFrame(now);
        if (hold != FrameHold.None)
        {
            _heldBy = hold;
            return;
        }

        _waiting.TrySetResult(_heldBy);
        _waiting = null;
    }

    /// <summary>The loop has ended.</summary>
    public void Refuse() => _waiting?.TrySetException(NodeInputs.Stopped(null));
}
