namespace ScreenShare.Swarm.Content;

/// <summary>What stays the same through a session; repeated in each manifest so that any one is enough to begin with.</summary>
public sealed record StreamParameters
{
    public const int SlotsMax = 16_448; // 8192 × 8192 pixels in tiles of 64, and 64 for what is no tile
    public const int ChunkCapacityMin = 1024;

    /// <summary>A raw tile of 64 × 64 pixels fits.</summary>
    public const int ChunkCapacityUsual = 16 * 1024;
    public const int ChunkCapacityMax = 64 * 1024;
    public const int PictureParametersBytesMax = 64;

    private readonly byte[] _picture;

    /// <exception cref="ArgumentOutOfRangeException">A value is outside the bounds above.</exception>
    public StreamParameters(int slotCount, int chunkCapacity, ReadOnlySpan<byte> picture)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(slotCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(slotCount, SlotsMax);
        ArgumentOutOfRangeException.ThrowIfLessThan(chunkCapacity, ChunkCapacityMin);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(chunkCapacity, ChunkCapacityMax);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(picture.Length, PictureParametersBytesMax);
        SlotCount = slotCount;
        ChunkCapacity = chunkCapacity;
        _picture = picture.ToArray();
    }

    public int SlotCount { get; }

    /// <summary>Most bytes of a chunk, 1 KiB to 64 KiB.</summary>
    public int ChunkCapacity { get; }

    /// <summary>Opaque to the swarm: what the pictures need to know of the grid.</summary>
    public ReadOnlySpan<byte> Picture => _picture;

    public bool Equals(StreamParameters? other) =>
        other is not null && SlotCount == other.SlotCount && ChunkCapacity == other.ChunkCapacity && Picture.SequenceEqual(other.Picture);

    public override int GetHashCode() => HashCode.Combine(SlotCount, ChunkCapacity, _picture.Length);
}
