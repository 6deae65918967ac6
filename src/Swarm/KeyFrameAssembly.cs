namespace ScreenShare.Swarm;

/// <summary>Work for outside the node's loop: put a state's records into key-frame chunks and hash them.</summary>
public sealed class KeyFrameAssembly
{
    /// <summary>Does the work; may run on any thread, once. Then <see cref="SwarmNode.HandleAssembled"/>.</summary>
    public void Run() => throw new NotImplementedException();
}
