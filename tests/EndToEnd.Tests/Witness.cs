using System.Text;
using ScreenShare.TestPrograms;

namespace ScreenShare.EndToEnd.Tests;

/// <summary>Programs of others that say what is on a screen and in a file: pixels as rows of BGRA.</summary>
internal static class Witness
{
    /// <summary>The root window of a display, grabbed twice alike, so that nothing was on its way.</summary>
    public static Task<byte[]> GrabAsync(XServer server, CancellationToken cancellation) =>
        GrabTwiceAsync(server, ["-root"], cancellation);

    /// <summary>A window that nothing covers, without its frame, grabbed twice alike.</summary>
    /// <param name="window">Its number.</param>
    public static Task<byte[]> GrabWindowAsync(XServer server, string window, CancellationToken cancellation) =>
        GrabTwiceAsync(server, ["-id", window], cancellation);

    /// <summary>Waits until a window of this title is there; its number.</summary>
    public static async Task<string> FindWindowAsync(XServer server, string title, CancellationToken cancellation)
    {
        string program = Programs.Require("xwininfo", "x11-utils");
        string[] arguments = ["-root", "-tree", "-display", server.Display];
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (true)
        {
            // It fails when a window goes while it looks at it; then the next look tells.
            (byte[] tree, _, _) = await Programs.TryRunAsync(program, arguments, input: default, cancellation);
            string? line = Encoding.UTF8.GetString(tree).Split('\n')
                .FirstOrDefault(line => line.Contains($" \"{title}\":", StringComparison.Ordinal));
            if (line is not null) return line.TrimStart().Split(' ')[0];
            await look.WaitForNextTickAsync(cancellation);
        }
    }

    public static Task<byte[]> DecodeAsync(string pngFile, CancellationToken cancellation) =>
        ConvertAsync($"png:{pngFile}", input: default, cancellation);

    private static async Task<byte[]> GrabTwiceAsync(XServer server, string[] what, CancellationToken cancellation)
    {
        byte[] pixels = await GrabOnceAsync(server, what, cancellation);
        while (true)
        {
            byte[] again = await GrabOnceAsync(server, what, cancellation);
            if (pixels.AsSpan().SequenceEqual(again)) return again;
            pixels = again;
        }
    }

    private static async Task<byte[]> GrabOnceAsync(XServer server, string[] what, CancellationToken cancellation)
    {
        string[] arguments = [.. what, "-silent", "-display", server.Display];
        byte[] dump = await Programs.RunAsync(Programs.Require("xwd", "x11-apps"), arguments, input: default, cancellation);
        return await ConvertAsync("xwd:-", dump, cancellation);
    }

    private static Task<byte[]> ConvertAsync(string from, ReadOnlyMemory<byte> input, CancellationToken cancellation) =>
        Programs.RunAsync(Programs.Require("convert", "imagemagick"), [from, "-depth", "8", "bgra:-"], input, cancellation);
}
