using System.Text;
using ScreenShare.CommandLine.Output;
using ScreenShare.Frames;
using ScreenShare.Frames.Layers;

namespace ScreenShare.Viewer.Console;

/// <summary>
/// Writes pictures one after the other for another program to read. Owned by the decoding task: a reader that is slow holds it up, and
/// the node passes over frames meanwhile. Throws <see cref="IOException"/> when the reader is gone.
/// </summary>
internal sealed class PictureStream(Stream destination, PipeFormat format)
{
    // Linux's EIO, EFBIG, ENOSPC and EDQUOT, and Windows' ERROR_DISK_FULL.
    private const int Fault = 5;
    private const int TooLarge = 27;
    private const int NoSpace = 28;
    private const int OverQuota = 122;
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    private byte[] _row = [];
    private Picture? _painted;

    /// <summary>Whether the pictures go to a file that takes none or no more, and not to a program that has gone.</summary>
    public static bool IsDiskFull(IOException fault) =>
        fault.HResult is Fault or TooLarge or NoSpace or OverQuota or WindowsDiskFull or OutputStream.NotForWriting;

    /// <summary>The picture with the pointer drawn in, as a person would see it. The picture itself is not touched.</summary>
    public void Write(Picture picture, PointerState pointer)
    {
        if (!pointer.IsVisible)
        {
            Write(picture);
            return;
        }

        if (_painted?.Size != picture.Size) _painted = new Picture(picture.Size);
        picture.CopyTo(_painted);
        PointerPainter.Paint(_painted, pointer);
        Write(_painted);
    }

    public void Write(Picture picture)
    {
        if (format == PipeFormat.Raw) destination.Write(picture.Pixels);
        else WritePpm(picture);
        destination.Flush();
    }

    private void WritePpm(Picture picture)
    {
        destination.Write(Encoding.ASCII.GetBytes($"P6\n{picture.Size.Width} {picture.Size.Height}\n255\n"));
        int rowBytes = picture.Size.Width * 3;
        if (_row.Length != rowBytes) _row = new byte[rowBytes];
        for (int y = 0; y < picture.Size.Height; y++)
        {
            ToRgb(picture.Row(y), _row);
            destination.Write(_row);
        }
    }

    private static void ToRgb(ReadOnlySpan<byte> bgra, Span<byte> rgb)
    {
        for (int from = 0, to = 0; to < rgb.Length; from += Picture.PixelBytes, to += 3)
        {
            rgb[to] = bgra[from + 2];
            rgb[to + 1] = bgra[from + 1];
            rgb[to + 2] = bgra[from];
        }
    }
}
