using System.Buffers.Binary;

namespace ScreenShare.Broadcaster.Capture.Pictures;

/// <summary>A JPEG's segments (ITU-T T.81, annex B) up to its scan, behind which its end is marked.</summary>
internal static class JpegOutline
{
    private const byte Mark = 0xFF;
    private const byte Scan = 0xDA;
    private const int MarkBytes = 2;

    public static ReadOnlySpan<byte> Start => [Mark, 0xD8, Mark];

    private static ReadOnlySpan<byte> End => [Mark, 0xD9];

    public static PictureOutline Of(ReadOnlySpan<byte> file)
    {
        // The segments before the scan may hold another JPEG, a thumbnail, with an end of its own.
        int at = MarkBytes;
        while (at + MarkBytes + sizeof(ushort) <= file.Length && file[at] == Mark && file[at + 1] != Scan)
            at += file[at + 1] == Mark ? 1 : MarkBytes + BinaryPrimitives.ReadUInt16BigEndian(file[(at + MarkBytes)..]);
        bool isWhole = at < file.Length && file[at..].IndexOf(End) >= 0;
        return new PictureOutline(PictureFormat.Jpeg, isWhole);
    }
}
