namespace ScreenShare.Broadcaster.Capture;

/// <summary>A source that cannot be had or has failed. The message is one line that says what is wrong and what to do.</summary>
internal sealed class CaptureException : Exception
{
    public CaptureException(string message) : base(message) { }

    public CaptureException(string message, Exception inner) : base(message, inner) { }
}
