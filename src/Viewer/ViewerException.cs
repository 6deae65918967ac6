namespace ScreenShare.Viewer;

/// <summary>A viewer cannot go on. The message is one line for a person: what is wrong and what to do.</summary>
public sealed class ViewerException : Exception
{
    public ViewerException(ViewerFault fault, string message, Exception? inner = null)
        : base(message, inner) => Fault = fault;

    public ViewerFault Fault { get; }
}
