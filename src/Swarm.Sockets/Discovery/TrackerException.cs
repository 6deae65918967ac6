namespace ScreenShare.Swarm.Sockets.Discovery;

/// <summary>A tracker gave no answer that can be used.</summary>
internal sealed class TrackerException : Exception
{
    public TrackerException(string message) : base(message) { }

    public TrackerException(string message, Exception inner) : base(message, inner) { }
}
