using System.Buffers.Binary;
using System.Diagnostics;
using ScreenShare.Frames;
using ScreenShare.TestPrograms;

namespace ScreenShare.Broadcaster.Tests.Capture.X11;

/// <summary>The independent witness: what the X Window System's own dump program finds on a 24-bit screen.</summary>
internal static class Xwd
{
    // XWDFile.h: the header's fields are 32-bit, most significant byte first, whatever the pixels are.
    private const int Width = 4;
    private const int Height = 5;
    private const int BytesPerLine = 12;
    private const int ColourCount = 19;
    private const int ColourBytes = 12;

    public static Picture Read(string display)
    {
        byte[] dump = Run(display);
        int Field(int index) => (int)BinaryPrimitives.ReadUInt32BigEndian(dump.AsSpan(index * 4));
        var picture = new Picture(new PictureSize(Field(Width), Field(Height)));
        int pixels = Field(0) + (Field(ColourCount) * ColourBytes);
        for (int y = 0; y < picture.Size.Height; y++)
        {
            Span<byte> row = picture.Row(y);
            dump.AsSpan(pixels + (y * Field(BytesPerLine)), row.Length).CopyTo(row);
            for (int alpha = 3; alpha < row.Length; alpha += 4) row[alpha] = 255;
        }

        return picture;
    }

    private static byte[] Run(string display)
    {
        string[] arguments = ["-root", "-silent", "-display", display];
        var start = new ProcessStartInfo(Programs.Require("xwd", "x11-apps"), arguments) { RedirectStandardOutput = true };

        // Not null: see XServer.
        using Process process = Process.Start(start)!;
        using var dump = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(dump);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return dump.ToArray();
    }
}
