namespace ScreenShare.Broadcaster.Capture;

/// <summary>What the environment says of the desktop this process runs in. Empty variables count as not set, as X and Wayland do.</summary>
/// <param name="X11Display">DISPLAY.</param>
/// <param name="WaylandDisplay">WAYLAND_DISPLAY.</param>
/// <param name="SessionType">XDG_SESSION_TYPE.</param>
/// <param name="IsLinux">Whether windows and parts of the screen can be captured on this system at all.</param>
internal sealed record DesktopSession(string? X11Display, string? WaylandDisplay, string? SessionType, bool IsLinux)
{
    private const string Instead =
        "start an X session, or send frames from a recorder such as wf-recorder or ffmpeg with --source raw:WIDTHxHEIGHT";

    public static DesktopSession OfThisProcess() => new(
        Variable("DISPLAY"), Variable("WAYLAND_DISPLAY"), Variable("XDG_SESSION_TYPE"), OperatingSystem.IsLinux());

    /// <summary>Why nothing can be captured through X11 here, in one line with what to do; null if it is worth trying.</summary>
    public string? WhyNoScreen()
    {
        if (!IsLinux)
        {
            return "this version captures windows, monitors and regions on Linux under X11 only, and the whole screen also on Windows "
                + "and macOS; send frames from another program, such as ffmpeg, with --source raw:WIDTHxHEIGHT";
        }

        bool wayland = WaylandDisplay is not null || SessionType == "wayland";

        // Xwayland's root window is black wherever no X program draws: better no picture than a black one.
        if (wayland && X11Display is not null)
        {
            return $"this is a Wayland session, where {X11Display} shows black instead of the screen; {Instead} "
                + $"(if {X11Display} is an X server of its own, unset WAYLAND_DISPLAY and XDG_SESSION_TYPE)";
        }

        if (wayland) return $"capturing a Wayland screen needs the desktop portal, which this version does not have; {Instead}";
        return X11Display is null
            ? "there is no screen to capture: DISPLAY is not set; start an X session or set DISPLAY, such as DISPLAY=:0"
            : null;
    }

    private static string? Variable(string name)
    {
        string? value = Environment.GetEnvironmentVariable(name);
        return string.IsNullOrEmpty(value) ? null : value;
    }
}
