using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm;

/// <summary>
/// Work for outside the node's loop: put a state's records into key-frame chunks and hash them. A node has at most one out at a time.
/// </summary>
public sealed class KeyFrameAssembly
{
    private readonly KeyFramePacker _packer;
    private readonly Record[] _state;
    private readonly int _chunkCapacity;

    internal KeyFrameAssembly(KeyFramePacker packer, SessionTag session, FrameNumber keyFrame, Record[] state, int chunkCapacity)
    {
        _packer = packer;
        _state = state;
        _chunkCapacity = chunkCapacity;
        Session = session;
        KeyFrame = keyFrame;
    }

    internal SessionTag Session { get; }

    internal FrameNumber KeyFrame { get; }

    internal PackedFrame? Packed { get; private set; }

    /// <summary>Does the work; may run on any thread, once. Then <see cref="SwarmNode.HandleAssembled"/>.</summary>
    public void Run() => Packed = _packer.Pack(KeyFrame, _state, _chunkCapacity);
}
