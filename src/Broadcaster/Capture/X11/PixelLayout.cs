using System.Numerics;
using System.Runtime.InteropServices;
using ScreenShare.Frames;
using ScreenShare.Frames.Layers;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>What the server's pixels look like, and how they become BGRA with alpha 255, whatever alpha they had.</summary>
internal sealed unsafe class PixelLayout
{
    /// <summary>A grey on which dark and light writing can be read.</summary>
    public const uint PlainGround = 0xFF808080;

    private readonly Backdrop _backdrop;
    private readonly Channel _alpha;
    private readonly Channel _red;
    private readonly Channel _green;
    private readonly Channel _blue;
    private readonly bool _isBgrx;

    // All 65,536 colours of a 16-bit screen, worked out once.
    private readonly uint[]? _table;

    private PixelLayout(int bitsPerPixel, Backdrop backdrop, Channel alpha, Channel red, Channel green, Channel blue)
    {
        BitsPerPixel = bitsPerPixel;
        _backdrop = alpha.Mask == 0 ? Backdrop.None : backdrop;
        _alpha = alpha;
        (_red, _green, _blue) = (red, green, blue);
        _isBgrx = bitsPerPixel == 32 && red.Mask == 0xFF0000 && green.Mask == 0xFF00 && blue.Mask == 0xFF
            && (_backdrop == Backdrop.None || alpha.Mask == 0xFF000000);
        if (bitsPerPixel != 16) return;
        _table = new uint[1 << 16];
        for (uint pixel = 0; pixel < _table.Length; pixel++) _table[pixel] = Convert(pixel);
    }

    public int BitsPerPixel { get; }

    /// <summary>Reads the layout off a drawable.</summary>
    /// <param name="backdrop">What is seen through it where its visual has alpha.</param>
    /// <exception cref="CaptureException">A layout this version cannot read, such as a palette.</exception>
    public static PixelLayout Of(XDisplay display, nuint drawable, XWindowAttributes drawn, Backdrop backdrop = Backdrop.None)
    {
        var visual = (XVisual*)drawn.Visual;
        XErrors.Clear();
        XImage* probe = LibX11.XGetImage(display.Handle, drawable, 0, 0, 1, 1, LibX11.AllPlanes, LibX11.ZPixmap);
        string? refused = XErrors.Take(display.Handle);
        display.ThrowIfLost();
        if (probe == null) throw new CaptureException($"the X server does not let the screen be read: {refused}");

        (int bits, int byteOrder) = (probe->BitsPerPixel, probe->ByteOrder);
        _ = LibX11.XDestroyImage(probe);
        if (visual->Class != XVisual.TrueColor || bits is not (16 or 32) || byteOrder != XImage.LeastSignificantByteFirst)
        {
            throw new CaptureException(
                $"the screen has {drawn.Depth} bits a pixel in a form that is not supported: set it to 24-bit (or 16-bit) TrueColor");
        }

        var colours = (uint)(visual->RedMask | visual->GreenMask | visual->BlueMask);
        var alpha = new Channel(drawn.Depth == 32 ? ~colours : 0); // the bits beyond the depth mean nothing
        return new PixelLayout(
            bits,
            backdrop,
            alpha,
            new Channel((uint)visual->RedMask),
            new Channel((uint)visual->GreenMask),
            new Channel((uint)visual->BlueMask));
    }

    /// <summary>Bytes from one row of an image to the next; X pads rows to 32 bits.</summary>
    public int RowBytes(int width) => ((width * BitsPerPixel) + 31) / 32 * 4;

    /// <summary>Puts an image of the area's size into the picture at the area's place.</summary>
    /// <param name="pixels">Rows <see cref="RowBytes"/> apart.</param>
    public void CopyTo(Picture picture, Area area, ReadOnlySpan<byte> pixels)
    {
        int rowBytes = RowBytes(area.Width);
        for (int y = 0; y < area.Height; y++)
        {
            ReadOnlySpan<byte> from = pixels.Slice(y * rowBytes, area.Width * BitsPerPixel / 8);
            CopyRow(from, picture.Row(area.Y + y).Slice(area.X * Picture.PixelBytes, area.Width * Picture.PixelBytes));
        }
    }

    private void CopyRow(ReadOnlySpan<byte> from, Span<byte> to)
    {
        Span<uint> target = MemoryMarshal.Cast<byte, uint>(to);
        if (_backdrop == Backdrop.PlainGround) target.Fill(PlainGround);
        if (_isBgrx)
        {
            if (_backdrop == Backdrop.None) OpaquePixels.Copy(from, to);
            else PremultipliedPixels.Over(from, to);
            return;
        }

        if (_table is not null)
        {
            ReadOnlySpan<ushort> narrow = MemoryMarshal.Cast<byte, ushort>(from);
            for (int x = 0; x < target.Length; x++) target[x] = _table[narrow[x]];
            return;
        }

        ReadOnlySpan<uint> wide = MemoryMarshal.Cast<byte, uint>(from);
        for (int x = 0; x < target.Length; x++) target[x] = PointerPainter.Blend(Convert(wide[x]), target[x]);
    }

    /// <summary>Premultiplied where it has alpha.</summary>
    private uint Convert(uint pixel)
    {
        uint alpha = _backdrop == Backdrop.None ? 255 : _alpha.Of(pixel);
        return (alpha << 24) | (_red.Of(pixel) << 16) | (_green.Of(pixel) << 8) | _blue.Of(pixel);
    }

    /// <summary>The bits of a pixel that hold one colour.</summary>
    private readonly record struct Channel(uint Mask)
    {
        /// <summary>From 0 to 255, however many bits there are.</summary>
        public uint Of(uint pixel)
        {
            uint value = (pixel & Mask) >> BitOperations.TrailingZeroCount(Mask);
            int bits = BitOperations.PopCount(Mask);
            return bits >= 8 ? value >> (bits - 8) : value * 255 / ((1u << bits) - 1);
        }
    }
}
