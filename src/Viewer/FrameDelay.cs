namespace ScreenShare.Viewer;

/// <summary>How late a frame is shown.</summary>
/// <param name="Delay">Never negative.</param>
/// <param name="ClocksApart">
/// Null where this machine's clock and the broadcaster's agree well enough. Else how far this machine's is ahead, and the delay is what has
/// come on top of the soonest picture's.
/// </param>
/// <param name="CaptureTime">By this machine's clock, if the delay is right.</param>
internal readonly record struct FrameDelay(TimeSpan Delay, TimeSpan? ClocksApart, DateTimeOffset CaptureTime);
