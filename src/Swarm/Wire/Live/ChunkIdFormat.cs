using System.Buffers.Binary;
using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Wire.Live;

/// <summary>A chunk id on the wire: <c>| tag (4) | track (1) | kind (1) | frame (4) | number (2) |</c>.</summary>
internal static class ChunkIdFormat
{
    public const int Bytes = 12;

    /// <summary>False for an unknown kind, frame 0, or an index with a number.</summary>
    /// <param name="source">At least <see cref="Bytes"/> long.</param>
    public static bool TryRead(ReadOnlySpan<byte> source, out ChunkId id)
    {
        id = new(
            new(BinaryPrimitives.ReadUInt32BigEndian(source)),
            new(source[4]),
            (ChunkKind)source[5],
            new(BinaryPrimitives.ReadUInt32BigEndian(source[6..])),
            BinaryPrimitives.ReadUInt16BigEndian(source[10..]));
        bool valid = id.Kind is >= ChunkKind.Delta and <= ChunkKind.KeyFrameIndex
            && !id.Frame.IsNone
            && !(id.IsIndex && id.Number != 0);
        if (!valid) id = default;
        return valid;
    }

    public static void Write(Span<byte> destination, ChunkId id)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination, id.Session.Value);
        destination[4] = id.Track.Value;
        destination[5] = (byte)id.Kind;
        BinaryPrimitives.WriteUInt32BigEndian(destination[6..], id.Frame.Value);
        BinaryPrimitives.WriteUInt16BigEndian(destination[10..], id.Number);
    }
}
