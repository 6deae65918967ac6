using ScreenShare.Broadcaster.Broadcasting;

namespace ScreenShare.Broadcaster.Display;

/// <summary>How a broadcast shows itself: to a person at a terminal, as plain text, or to a program. Used by one task.</summary>
internal interface IBroadcastFace
{
    /// <summary>How often <see cref="Status"/> wants to be called.</summary>
    TimeSpan StatusEvery { get; }

    void Begin(BroadcastInvitation invitation);

    void Frame(FrameReport report);

    void Status(BroadcastStatus status);

    /// <summary>What came of a typed command.</summary>
    void Answer(string line);

    void End(BroadcastSummary summary);
}
