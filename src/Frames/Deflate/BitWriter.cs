using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ScreenShare.Frames.Deflate;

/// <summary>
/// Writes bits, lowest first, as deflate packs them (RFC 1951, clause 3.1.1). The caller has computed that there is room,
/// with <see cref="SlackBytes"/> to spare.
/// </summary>
internal ref struct BitWriter
{
    /// <summary>Every write stores eight bytes, whole ones and those that are not full yet alike: no branch to guess wrong.</summary>
    public const int SlackBytes = 8;

    /// <summary>The most bits of one call.</summary>
    public const int TurnBitsMax = 32;

    private readonly Span<byte> _bytes;
    private ulong _waiting;
    private int _waitingBits;
    private int _at;

    public BitWriter(Span<byte> bytes) => _bytes = bytes;

    /// <summary>Bytes begun since the start; the unused bits of the last one are 0.</summary>
    public readonly int Length => _at + (_waitingBits + 7) / 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(uint bits, int count)
    {
        Debug.Assert(count <= TurnBitsMax && _waitingBits < 8 && bits < 1UL << count && _at + SlackBytes <= _bytes.Length);
        _waiting |= (ulong)bits << _waitingBits;
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref MemoryMarshal.GetReference(_bytes), _at), _waiting);
        _waitingBits += count;
        _at += _waitingBits >> 3;
        _waiting >>= _waitingBits & ~7;
        _waitingBits &= 7;
    }
}
