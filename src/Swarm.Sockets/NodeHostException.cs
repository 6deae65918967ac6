namespace ScreenShare.Swarm.Sockets;

/// <summary>The machine does not let the node run as asked. The message is one line for a person and says what to do.</summary>
public sealed class NodeHostException : Exception
{
    public NodeHostException(string message)
        : base(message)
    {
    }

    public NodeHostException(string message, Exception? inner)
        : base(message, inner)
    {
    }
}
