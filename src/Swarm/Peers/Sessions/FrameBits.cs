using System.Diagnostics.CodeAnalysis;
using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Peers.Sessions;

/// <summary>
/// A set of chunks for each of some frames, in the order of frame numbers. It is asked far more often than told, nearly always of the
/// newest few frames, so it is searched from the end; and frames follow each other, so the first look nearly always finds it.
/// </summary>
internal sealed class FrameBits
{
    private const int LookedAtOneByOne = 8;

    private uint[] _frames = new uint[8];
    private Bits[] _bits = new Bits[8];
    private int _start; // what was removed from the front is given up when there is no more room at the end
    private int _end;

    public int Count => _end - _start;

    /// <summary>Only when there is one.</summary>
    public uint Oldest => _frames[_start];

    /// <summary>Only when there is one.</summary>
    public uint Newest => _frames[_end - 1];

    public bool TryGetValue(uint frame, [NotNullWhen(true)] out Bits? bits)
    {
        int at = Find(frame);
        bits = at >= 0 ? _bits[at] : null;
        return at >= 0;
    }

    /// <summary>The frame must not be there.</summary>
    public void Add(uint frame, Bits bits)
    {
        if (_end == _frames.Length) MakeRoom();
        int at = ~Find(frame);
        Array.Copy(_frames, at, _frames, at + 1, _end - at);
        Array.Copy(_bits, at, _bits, at + 1, _end - at);
        _frames[at] = frame;
        _bits[at] = bits;
        _end++;
    }

    public void RemoveOldest() => _bits[_start++] = null!; // outside of start and end nothing is read

    public void Clear()
    {
        Array.Clear(_bits, _start, Count);
        _start = _end = 0;
    }

    public void CheckInvariants()
    {
        for (int at = _start; at < _end; at++)
        {
            Invariant.Holds(at == _start || _frames[at - 1] < _frames[at], $"frame {_frames[at]} comes after the one before it");
            _bits[at].CheckInvariants();
        }
    }

    /// <summary>The place of a frame, or the complement of where it would be.</summary>
    private int Find(uint frame)
    {
        uint[] frames = _frames;
        if (_end > _start && frame <= frames[_end - 1])
        {
            long guess = _end - 1 - (long)(frames[_end - 1] - frame);
            if (guess >= _start && frames[guess] == frame) return (int)guess;
        }

        int low = Math.Max(_start, _end - LookedAtOneByOne);
        for (int at = _end - 1; at >= low; at--)
        {
            if (frames[at] == frame) return at;
            if (frames[at] < frame) return ~(at + 1);
        }

        return Array.BinarySearch(frames, _start, low - _start, frame);
    }

    private void MakeRoom()
    {
        int count = Count;
        int capacity = count > _frames.Length / 2 ? 2 * _frames.Length : _frames.Length;
        var frames = new uint[capacity];
        var bits = new Bits[capacity];
        Array.Copy(_frames, _start, frames, 0, count);
        Array.Copy(_bits, _start, bits, 0, count);
        (_frames, _bits, _start, _end) = (frames, bits, 0, count);
    }
}
