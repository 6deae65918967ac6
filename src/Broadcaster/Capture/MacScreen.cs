namespace ScreenShare.Broadcaster.Capture;

/// <summary>The main screen of a Mac, through ffmpeg, which knows how to ask macOS for it.</summary>
internal static class MacScreen
{
    private const string Device = "Capture screen 0";

    /// <summary>Where the permission is missing, macOS may give nothing at all, and say nothing.</summary>
    private static readonly TimeSpan FirstPictureMax = TimeSpan.FromSeconds(20);

    /// <exception cref="CaptureException">There is no ffmpeg, or no permission.</exception>
    public static VideoSource Open(bool watchPointer, CancellationToken cancellation)
    {
        string[] input = ["-f", "avfoundation", "-capture_cursor", watchPointer ? "1" : "0", "-framerate", "30", "-pixel_format", "bgr0"];
        try
        {
            return VideoSource.Open(Device, [], [.. input, "-i", $"{Device}:none"], FirstPictureMax, cancellation);
        }
        catch (CaptureException fault)
        {
            throw new CaptureException(
                $"macOS gives no screen: {fault.Message}. It comes through ffmpeg, and the terminal must be allowed to record the screen "
                + "(System Settings, Privacy & Security)",
                fault);
        }
    }
}
