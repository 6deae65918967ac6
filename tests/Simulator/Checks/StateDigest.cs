using ScreenShare.Swarm.Content;

namespace ScreenShare.Simulator.Checks;

/// <summary>
/// A state (slot → newest record) as one number that follows each change in constant time: the sum of a hash of each slot, origin and
/// record. Equal sums stand for equal states.
/// </summary>
public sealed class StateDigest(FastHash hash, int slotCount)
{
    private readonly UInt128[] _parts = new UInt128[slotCount];

    public UInt128 Value { get; private set; }

    public int FilledSlots { get; private set; }

    public void Set(SlotIndex slot, FrameNumber origin, ReadOnlySpan<byte> record)
    {
        UInt128 part = hash.Of(slot.Value, origin.Value, hash.Of(record));
        ref UInt128 place = ref _parts[slot.Value];
        if (place == UInt128.Zero) FilledSlots++;
        Value = unchecked(Value - place + part);
        place = part;
    }

    /// <summary>First slot in which two states differ, or -1.</summary>
    public int FirstDifference(StateDigest other)
    {
        for (int slot = 0; slot < _parts.Length; slot++)
        {
            if (_parts[slot] != other._parts[slot]) return slot;
        }

        return -1;
    }
}
