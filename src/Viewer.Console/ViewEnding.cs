namespace ScreenShare.Viewer.Console;

/// <summary>Why a viewing ended. Its <see cref="Name"/> is what programs read, its exit code what shells do.</summary>
internal sealed record ViewEnding(string Name, int ExitCode, string Text)
{
    public const int Success = 0;
    public const int Failure = 1;
    public const int BadInput = 2;

    public static readonly ViewEnding BroadcastEnded = new("broadcast-ended", Success, "the broadcast has ended");
    public static readonly ViewEnding Frames = new("frames", Success, "all frames asked for were shown");
    public static readonly ViewEnding Duration = new("duration", Success, "the time asked for is over");
    public static readonly ViewEnding Quit = new("quit", Success, "left");
    public static readonly ViewEnding Interrupted = new("interrupted", Success, "interrupted");
    public static readonly ViewEnding OutputClosed = new("output-closed", Success, "the program that read the pictures has gone");
    public static readonly ViewEnding Stale = new("stale", Failure, "the broadcaster is silent");
    public static readonly ViewEnding Equivocation = new(
        "equivocation", Failure, "the broadcaster signed two different pictures for one frame");

    /// <summary>What programs or files were to get did not reach them; nobody else has it.</summary>
    public static ViewEnding OutputLost(IOException fault) => new("output-lost", Failure, fault.Message);

    public static ViewEnding Failed(ViewerException fault) => new(
        fault.Fault switch
        {
            ViewerFault.ContentKey => "wrong-key",
            ViewerFault.Layout => "unknown-layout",
            _ => "failed",
        },
        fault.Fault is ViewerFault.Layout ? Failure : BadInput,
        fault.Message);
}
