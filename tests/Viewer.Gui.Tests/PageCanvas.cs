using System.Buffers.Binary;
using ScreenShare.Frames;

namespace ScreenShare.Viewer.Gui.Tests;

/// <summary>What a page does with messages, from the description of their layout alone.</summary>
internal sealed class PageCanvas
{
    public Picture? Picture { get; private set; }

    public uint LastNumber { get; private set; }

    public uint LastFrame { get; private set; }

    public bool LastWasWhole { get; private set; }

    public uint LastTiles { get; private set; }

    public void Draw(ReadOnlySpan<byte> message)
    {
        Assert.Equal(1, message[0]);
        LastWasWhole = message[1] == 1;
        LastNumber = BinaryPrimitives.ReadUInt32LittleEndian(message[4..]);
        LastFrame = BinaryPrimitives.ReadUInt32LittleEndian(message[8..]);
        LastTiles = BinaryPrimitives.ReadUInt32LittleEndian(message[32..]);
        Assert.Equal(TestFrame.CaptureTime.ToUnixTimeMilliseconds(), BinaryPrimitives.ReadInt64LittleEndian(message[16..]));
        Assert.Equal(-12, BinaryPrimitives.ReadInt32LittleEndian(message[24..]));
        var size = new PictureSize(Number(message, 28), Number(message, 30));
        if (LastWasWhole) Picture = new Picture(size);
        Assert.NotNull(Picture);
        Assert.Equal(size, Picture.Size);

        int areas = BinaryPrimitives.ReadInt32LittleEndian(message[36..]);
        (int width, _, byte[] rgb) = PngReader.Read(message[(40 + 12 * areas)..]);
        for (int i = 0; i < areas; i++)
            DrawArea(message.Slice(40 + 12 * i, 12), rgb, width);
    }

    private void DrawArea(ReadOnlySpan<byte> area, byte[] rgb, int atlasWidth)
    {
        (int atlasX, int atlasY, int x, int y) = (Number(area, 0), Number(area, 2), Number(area, 4), Number(area, 6));
        for (int row = 0; row < Number(area, 10); row++)
        {
            for (int column = 0; column < Number(area, 8); column++)
            {
                int from = ((atlasY + row) * atlasWidth + atlasX + column) * 3;
                Span<byte> to = Picture!.Row(y + row).Slice((x + column) * 4, 4); // not null: asserted by the caller
                (to[0], to[1], to[2]) = (rgb[from + 2], rgb[from + 1], rgb[from]);
            }
        }
    }

    private static ushort Number(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);
}
