using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Download;

/// <summary>
/// Pieces that came before what would prove them: chunks and manifests travel along trees of their own. Kept unverified until the frame's
/// index is there, at most <see cref="SwarmLimits.EarlyBytesMax"/> of them; what comes then is not kept and has to be asked for.
/// </summary>
internal sealed class EarlyPieces
{
    /// <summary>
    /// Counted beside its bytes: its place in the list, which grows to twice what is in it, and its array's head. Somebody may send
    /// millions of pieces of a byte.
    /// </summary>
    public const int PieceBytes = 80;

    private readonly SortedDictionary<uint, List<EarlyPiece>> _frames = [];
    private int _bytes;

    public bool HasRoomFor(int bytes) => _bytes + CostOf(bytes) <= SwarmLimits.EarlyBytesMax;

    public bool Has(FrameNumber frame, int number)
    {
        if (!_frames.TryGetValue(frame.Value, out List<EarlyPiece>? pieces)) return false;
        foreach (EarlyPiece piece in pieces)
        {
            if (piece.Number == number) return true;
        }

        return false;
    }

    /// <summary>False when it is there already, or there is no room.</summary>
    public bool Add(FrameNumber frame, int number, ReadOnlySpan<byte> data, ConnectionId from)
    {
        if (!HasRoomFor(data.Length) || Has(frame, number)) return false;
        if (!_frames.TryGetValue(frame.Value, out List<EarlyPiece>? pieces)) _frames.Add(frame.Value, pieces = []);
        pieces.Add(new EarlyPiece(number, data.ToArray(), from));
        _bytes += CostOf(data.Length);
        return true;
    }

    public IReadOnlyList<EarlyPiece> Take(FrameNumber frame)
    {
        if (!_frames.Remove(frame.Value, out List<EarlyPiece>? pieces)) return [];
        foreach (EarlyPiece piece in pieces)
            _bytes -= CostOf(piece.Data.Length);
        return pieces;
    }

    public void ForgetBelow(FrameNumber floor)
    {
        while (_frames.Count > 0 && _frames.First().Key < floor.Value)
            Take(new FrameNumber(_frames.First().Key));
    }

    public void Clear()
    {
        _frames.Clear();
        _bytes = 0;
    }

    public void CheckInvariants()
    {
        long bytes = 0;
        foreach (List<EarlyPiece> pieces in _frames.Values)
        {
            foreach (EarlyPiece piece in pieces)
                bytes += CostOf(piece.Data.Length);
        }

        Invariant.Counted(_bytes, bytes, "Bytes of early pieces");
        Invariant.AtMost(_bytes, SwarmLimits.EarlyBytesMax, "Bytes of early pieces");
    }

    private static int CostOf(int bytes) => bytes + PieceBytes;
}

internal readonly record struct EarlyPiece(int Number, byte[] Data, ConnectionId From);
