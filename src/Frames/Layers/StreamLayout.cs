using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using ScreenShare.Frames.Tiles;

namespace ScreenShare.Frames.Layers;

/// <summary>
/// What a viewer must know before the first record: the size of the picture and of its tiles. Travels in the
/// stream's parameters, which the swarm carries without reading. A stream's slots are the tiles and, after them, the layers.
/// </summary>
public sealed record StreamLayout
{
    public const byte Version = 2;

    public const int LengthBytes = 6;

    /// <exception cref="ArgumentException">The size is the default one or too large to be sent, or the edge is none.</exception>
    public StreamLayout(PictureSize size, int tileEdge = TileGrid.TileEdgeDefault) : this(new TileGrid(size, tileEdge))
    {
        if (!size.IsSent) throw new ArgumentException($"{size} is too large to be sent.", nameof(size));
    }

    private StreamLayout(TileGrid grid) => Grid = grid;

    public TileGrid Grid { get; }

    /// <summary>One for each tile and one for each layer.</summary>
    public int SlotCount => Grid.Count + LayerState.SlotCount;

    /// <summary>The slot that holds a layer.</summary>
    public int SlotOf(StreamLayer layer) => Grid.Count + (int)layer;

    public void Write(IBufferWriter<byte> destination)
    {
        Span<byte> bytes = destination.GetSpan(LengthBytes);
        bytes[0] = Version;
        BinaryPrimitives.WriteUInt16BigEndian(bytes[1..], (ushort)Grid.Size.Width);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[3..], (ushort)Grid.Size.Height);
        bytes[5] = (byte)Grid.TileEdge;
        destination.Advance(LengthBytes);
    }

    // +---------+---------+---------+---------+---------+-----------+
    // | version | width, big endian | height, big endian| tile edge |
    // +---------+---------+---------+---------+---------+-----------+
    /// <summary>False on any other version, length, size or edge. Never throws.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out StreamLayout? layout)
    {
        layout = null;
        if (bytes.Length != LengthBytes || bytes[0] != Version) return false;

        int width = BinaryPrimitives.ReadUInt16BigEndian(bytes[1..]);
        int height = BinaryPrimitives.ReadUInt16BigEndian(bytes[3..]);
        int tileEdge = bytes[5];
        if (width is < 1 or > PictureSize.EdgeMax || height is < 1 or > PictureSize.EdgeMax) return false;
        if (!TileGrid.IsTileEdge(tileEdge)) return false;

        layout = new StreamLayout(new PictureSize(width, height), tileEdge);
        return true;
    }
}
