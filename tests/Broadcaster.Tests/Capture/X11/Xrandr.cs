using System.Diagnostics;
using ScreenShare.Broadcaster.Capture;
using ScreenShare.TestPrograms;

namespace ScreenShare.Broadcaster.Tests.Capture.X11;

/// <summary>Sets up monitors and the screen as a person would, with xrandr. Each call returns when the server has done it.</summary>
internal static class Xrandr
{
    /// <summary>A monitor on a server that has one, as one sets it up for a very wide screen. None may have its name.</summary>
    /// <param name="output">That it is to show instead of the server's own monitor; null: none.</param>
    public static void SetMonitor(XServer server, string name, Area place, string? output = null)
    {
        string geometry = $"{place.Width}/100x{place.Height}/100+{place.X}+{place.Y}";
        Run(server, "--setmonitor", name, geometry, output ?? "none");
    }

    public static void DeleteMonitor(XServer server, string name) => Run(server, "--delmonitor", name);

    /// <summary>The only output that Xvfb has, on a screen of its usual size.</summary>
    public static void TurnOff(XServer server) => ResizeScreen(server, 640, 480);

    public static void TurnOn(XServer server) => Run(server, "--output", "screen", "--auto");

    /// <summary>To a size not above the one the server started with, and turns the output off.</summary>
    public static void ResizeScreen(XServer server, int width, int height) =>
        Run(server, "--output", "screen", "--off", "--fb", $"{width}x{height}");

    private static void Run(XServer server, params string[] arguments)
    {
        string xrandr = Programs.Require("xrandr", "x11-xserver-utils");
        using Process process = Process.Start(xrandr, ["--display", server.Display, .. arguments]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
