using System.Numerics;

namespace ScreenShare.Swarm.Content;

/// <summary>A growing set of small numbers, such as the chunks of a frame. Not thread safe.</summary>
internal sealed class Bits
{
    private ulong[] _words;

    public Bits(int capacity = 64) => _words = new ulong[Math.Max(1, (capacity + 63) / 64)];

    public int Count { get; private set; }

    public bool IsEmpty => Count == 0;

    public bool this[int number] => number >> 6 < _words.Length && (_words[number >> 6] & (1UL << number)) != 0;

    /// <summary>Sixty-four numbers at once, the smallest in the lowest bit.</summary>
    public ulong Word(int at) => at < _words.Length ? _words[at] : 0;

    /// <summary>True when the number was not in the set.</summary>
    public bool Add(int number)
    {
        int word = number >> 6;
        if (word >= _words.Length) Array.Resize(ref _words, Math.Max(word + 1, 2 * _words.Length));
        ulong bit = 1UL << number;
        if ((_words[word] & bit) != 0) return false;
        _words[word] |= bit;
        Count++;
        return true;
    }

    /// <summary>True when the number was in the set.</summary>
    public bool Remove(int number)
    {
        if (!this[number]) return false;
        _words[number >> 6] &= ~(1UL << number);
        Count--;
        return true;
    }

    public void Clear()
    {
        Array.Clear(_words);
        Count = 0;
    }

    /// <summary>The smallest member from <paramref name="from"/> on; -1 when there is none.</summary>
    public int Next(int from)
    {
        for (int word = from >> 6; word < _words.Length; word++)
        {
            ulong rest = _words[word];
            if (word == from >> 6) rest &= ulong.MaxValue << from;
            if (rest != 0) return (word << 6) + BitOperations.TrailingZeroCount(rest);
        }

        return -1;
    }

    /// <summary>The smallest from <paramref name="from"/> on that both have; -1 when there is none.</summary>
    /// <param name="other">Null: the set of all numbers.</param>
    public int NextCommon(Bits? other, int from)
    {
        if (other is null) return Next(from);
        ulong[] mine = _words;
        ulong[] theirs = other._words;
        int words = Math.Min(mine.Length, theirs.Length);
        for (int word = from >> 6; word < words; word++)
        {
            ulong rest = mine[word] & theirs[word];
            if (word == from >> 6) rest &= ulong.MaxValue << from;
            if (rest != 0) return (word << 6) + BitOperations.TrailingZeroCount(rest);
        }

        return -1;
    }

    /// <summary>Writes the first <paramref name="count"/> as a bitfield: the first in the highest bit, spare bits 0 (BEP 3).</summary>
    public void WriteBitfield(Span<byte> destination, int count)
    {
        destination.Clear();
        for (int i = Next(0); i >= 0 && i < count; i = Next(i + 1))
            destination[i >> 3] |= (byte)(0x80 >> (i & 7));
    }

    public void CheckInvariants()
    {
        int count = 0;
        foreach (ulong word in _words)
            count += BitOperations.PopCount(word);
        Invariant.Counted(Count, count, "Members of a set");
    }
}
