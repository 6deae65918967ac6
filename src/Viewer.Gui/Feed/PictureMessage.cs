using System.Buffers;
using System.Buffers.Binary;
using ScreenShare.Frames.Png;

namespace ScreenShare.Viewer.Gui.Feed;

/// <summary>Writes an update as the binary message that <c>Page/picture-message.js</c> reads. Owned by one socket's sending task.</summary>
/// <remarks>
/// Numbers are little endian.
/// <code>
///  0   1  version, 1
///  1   1  kind: 1 the whole picture, 2 changes
///  2   2  0
///  4   4  number of the message on its socket, from 1; the page returns it when it has drawn
///  8   4  number of the frame
/// 12   4  frames passed over since the viewer was started
/// 16   8  capture time, milliseconds since 1970 by the broadcaster's clock
/// 24   4  delay from capture to decoding, milliseconds, signed
/// 28   2  width of the picture
/// 30   2  height of the picture
/// 32   4  tiles in the atlas
/// 36   4  areas
/// 40  12 × areas: x and y in the atlas, x and y in the picture, width, height; 2 bytes each
///      the atlas, a PNG file, to the end
/// </code>
/// </remarks>
internal sealed class PictureMessage : IDisposable
{
    public const byte Version = 1;
    public const int HeadBytes = 40;
    public const int AreaBytes = 12;

    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly PngWriter _png = new();

    /// <summary>The message; valid until the next one is written.</summary>
    public ReadOnlyMemory<byte> Write(PictureUpdate update, uint number)
    {
        _bytes.ResetWrittenCount();
        WriteHead(update, number, _bytes.GetSpan(HeadBytes));
        _bytes.Advance(HeadBytes);
        foreach (AtlasArea area in update.Atlas.Areas)
        {
            WriteArea(area, _bytes.GetSpan(AreaBytes));
            _bytes.Advance(AreaBytes);
        }

        _png.Write(update.Atlas.Pixels, update.Atlas.Width, _bytes);
        return _bytes.WrittenMemory;
    }

    public void Dispose() => _png.Dispose();

    private static void WriteHead(PictureUpdate update, uint number, Span<byte> head)
    {
        ShownFrame frame = update.Frame;
        head[..HeadBytes].Clear();
        head[0] = Version;
        head[1] = (byte)(update.IsWhole ? 1 : 2);
        BinaryPrimitives.WriteUInt32LittleEndian(head[4..], number);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], frame.Number.Value);
        BinaryPrimitives.WriteUInt32LittleEndian(head[12..], (uint)Math.Min(update.FramesSkipped, uint.MaxValue));
        BinaryPrimitives.WriteInt64LittleEndian(head[16..], frame.CaptureTime.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteInt32LittleEndian(head[24..], (int)Math.Clamp(frame.Delay.TotalMilliseconds, int.MinValue, int.MaxValue));
        BinaryPrimitives.WriteUInt16LittleEndian(head[28..], (ushort)frame.Size.Width);
        BinaryPrimitives.WriteUInt16LittleEndian(head[30..], (ushort)frame.Size.Height);
        BinaryPrimitives.WriteUInt32LittleEndian(head[32..], (uint)update.Atlas.TileCount);
        BinaryPrimitives.WriteUInt32LittleEndian(head[36..], (uint)update.Atlas.Areas.Count);
    }

    private static void WriteArea(AtlasArea area, Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)area.AtlasX);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[2..], (ushort)area.AtlasY);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[4..], (ushort)area.X);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[6..], (ushort)area.Y);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[8..], (ushort)area.Width);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[10..], (ushort)area.Height);
    }
}
