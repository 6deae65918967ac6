namespace ScreenShare.Swarm.Peers.Sessions;

/// <summary>
/// The unfinished message at the end of what a connection has sent, in parts of one size. It grows with the bytes that have arrived, never
/// with what a length field promises, and nothing in it is copied before the message is whole: a byte costs the same however much there is.
/// </summary>
internal sealed class ReceiveBuffer
{
    /// <summary>Whoever only says how long its message will be holds no part.</summary>
    private const int SmallBytes = 64;

    private readonly byte[] _small = new byte[SmallBytes];
    private readonly List<byte[]> _parts = [];
    private ReceiveRoom? _room; // of all connections of the node; set with the first part

    public int Count { get; private set; }

    public bool IsEmpty => Count == 0;

    /// <summary>Bytes it holds of the room.</summary>
    public int HeldBytes => _parts.Count * ReceiveRoom.PartBytes;

    /// <summary>When the first byte of the message came. Only when there is one.</summary>
    public Instant Since { get; private set; }

    /// <summary>As much of the message as lies together from its start on; enough to know its kind and its length.</summary>
    public ReadOnlySpan<byte> Head =>
        _parts.Count == 0 ? _small.AsSpan(0, Count) : _parts[0].AsSpan(0, Math.Min(Count, ReceiveRoom.PartBytes));

    /// <returns>How many of them found room.</returns>
    public int Append(ReadOnlySpan<byte> bytes, ReceiveRoom room, Instant now)
    {
        if (Count == 0) Since = now;
        _room = room;
        if (_parts.Count == 0 && Count + bytes.Length <= SmallBytes)
        {
            bytes.CopyTo(_small.AsSpan(Count));
            Count += bytes.Length;
            return bytes.Length;
        }

        int taken = 0;
        while (taken < bytes.Length)
        {
            int at = Count % ReceiveRoom.PartBytes;
            if (at == 0 || _parts.Count == 0)
            {
                if (!room.TryTake(out byte[]? part)) break;
                if (_parts.Count == 0) _small.AsSpan(0, Count).CopyTo(part);
                _parts.Add(part);
            }

            int some = Math.Min(bytes.Length - taken, ReceiveRoom.PartBytes - at);
            bytes.Slice(taken, some).CopyTo(_parts[^1].AsSpan(at));
            taken += some;
            Count += some;
        }

        return taken;
    }

    /// <summary>All of it; joined in the room's one place for that, where it lies until another is joined.</summary>
    public ReadOnlySpan<byte> Whole()
    {
        if (_parts.Count <= 1) return Head;
        Span<byte> joined = _room!.Joined.AsSpan(0, Count); // some parts, so it has a room
        for (int at = 0; at < Count; at += ReceiveRoom.PartBytes)
            _parts[at / ReceiveRoom.PartBytes].AsSpan(0, Math.Min(ReceiveRoom.PartBytes, Count - at)).CopyTo(joined[at..]);
        return joined;
    }

    /// <summary>What was taken of the room is given back.</summary>
    public void Clear()
    {
        foreach (byte[] part in _parts)
            _room!.Return(part); // as above
        _parts.Clear();
        Count = 0;
    }

    public void CheckInvariants()
    {
        int parts = _parts.Count == 0 && Count <= SmallBytes ? 0 : (Count + ReceiveRoom.PartBytes - 1) / ReceiveRoom.PartBytes;
        Invariant.Counted(_parts.Count, parts, "Parts of an unfinished message");
    }
}
