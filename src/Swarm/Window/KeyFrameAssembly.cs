using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Publishing;

namespace ScreenShare.Swarm.Window;

/// <summary>
/// Work for outside the node's loop: put a state's records into key-frame chunks and hash them. A node has at most one out at a time.
/// </summary>
public sealed class KeyFrameAssembly
{
    private readonly KeyFramePacker _packer;
    private readonly StateSnapshot _state;
    private readonly int _chunkCapacity;

    /// <param name="state">Held for the assembly until <see cref="End"/>.</param>
    internal KeyFrameAssembly(KeyFramePacker packer, SessionTag session, FrameNumber keyFrame, StateSnapshot state, int chunkCapacity)
    {
        state.Hold();
        _packer = packer;
        _state = state;
        _chunkCapacity = chunkCapacity;
        Session = session;
        KeyFrame = keyFrame;
    }

    internal SessionTag Session { get; }

    internal FrameNumber KeyFrame { get; }

    internal PackedFrame? Packed { get; private set; }

    /// <summary>Does the work; may run on any thread, once. Then <c>SwarmNode.HandleAssembled</c>.</summary>
    public void Run() => Packed = _packer.Pack(KeyFrame, _state.Records, _chunkCapacity);

    /// <summary>On the loop, once it has run.</summary>
    internal void End() => _state.LetGo();
}
