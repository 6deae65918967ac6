using ScreenShare.TestPrograms;

namespace ScreenShare.EndToEnd.Tests;

/// <summary>Programs of others that say what is on a screen and in a file: pixels as rows of BGRA.</summary>
internal static class Witness
{
    /// <summary>The root window of a display, grabbed twice alike, so that nothing was on its way.</summary>
    public static async Task<byte[]> GrabAsync(XServer server, CancellationToken cancellation)
    {
        byte[] pixels = await GrabOnceAsync(server, cancellation);
        while (true)
        {
            byte[] again = await GrabOnceAsync(server, cancellation);
            if (pixels.AsSpan().SequenceEqual(again)) return again;
            pixels = again;
        }
    }

    public static Task<byte[]> DecodeAsync(string pngFile, CancellationToken cancellation) =>
        ConvertAsync($"png:{pngFile}", input: default, cancellation);

    private static async Task<byte[]> GrabOnceAsync(XServer server, CancellationToken cancellation)
    {
        string[] arguments = ["-root", "-silent", "-display", server.Display];
        byte[] dump = await Programs.RunAsync(Programs.Require("xwd", "x11-apps"), arguments, input: default, cancellation);
        return await ConvertAsync("xwd:-", dump, cancellation);
    }

    private static Task<byte[]> ConvertAsync(string from, ReadOnlyMemory<byte> input, CancellationToken cancellation) =>
        Programs.RunAsync(Programs.Require("convert", "imagemagick"), [from, "-depth", "8", "bgra:-"], input, cancellation);
}
