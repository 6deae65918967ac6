using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Publishing;

/// <summary>
/// Puts a state into the chunks of a virtual key frame (wire protocol, section 8). A band whose records are those of the last call
/// keeps its chunks and hashes, so a second's work is that of what changed in it. One call at a time.
/// </summary>
internal sealed class KeyFramePacker
{
    /// <summary>Slots of a band: few enough that a change spoils little, enough that small records still share a chunk.</summary>
    public const int BandSlots = 32;

    private Band[] _bands = [];

    /// <param name="state">A record for each slot, in slot order.</param>
    public PackedFrame Pack(FrameNumber frame, ReadOnlySpan<Record> state, int chunkCapacity)
    {
        int bandCount = (state.Length + BandSlots - 1) / BandSlots;
        if (_bands.Length != bandCount) _bands = new Band[bandCount];

        var entries = new List<ChunkEntry>();
        var chunks = new List<ReadOnlyMemory<byte>>();
        var origins = new uint[state.Length];
        for (int s = 0; s < state.Length; s++)
            origins[s] = state[s].Origin.Value;
        for (int b = 0; b < bandCount; b++)
        {
            int first = b * BandSlots;
            int count = Math.Min(BandSlots, state.Length - first);
            ReadOnlySpan<uint> bandOrigins = origins.AsSpan(first, count);
            Band? band = _bands[b];
            if (band is null || !bandOrigins.SequenceEqual(band.Origins))
                _bands[b] = band = Band.Pack(first, state.Slice(first, count), bandOrigins, chunkCapacity);
            entries.AddRange(band.Entries);
            chunks.AddRange(band.Chunks);
        }

        return new PackedFrame(FrameIndexWriter.WriteKeyFrame(frame, [.. entries], origins), [.. chunks]);
    }

    private sealed record Band(uint[] Origins, List<ChunkEntry> Entries, List<ReadOnlyMemory<byte>> Chunks)
    {
        public static Band Pack(int firstSlot, ReadOnlySpan<Record> records, ReadOnlySpan<uint> origins, int chunkCapacity)
        {
            var band = new Band(origins.ToArray(), [], []);
            for (int start = 0; start < records.Length;)
            {
                int end = start, length = 0;
                for (; end < records.Length && length + records[end].Bytes.Length <= chunkCapacity; end++)
                    length += records[end].Bytes.Length;
                var bytes = new byte[length];
                Span<byte> free = bytes;
                for (int i = start; i < end; i++)
                {
                    records[i].Bytes.Span.CopyTo(free);
                    free = free[records[i].Bytes.Length..];
                }

                band.Entries.Add(new ChunkEntry(length, Hash256.Of(bytes), firstSlot + start, end - start));
                band.Chunks.Add(bytes);
                start = end;
            }

            return band;
        }
    }
}
