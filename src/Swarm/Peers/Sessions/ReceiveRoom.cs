using System.Diagnostics.CodeAnalysis;
using ScreenShare.Swarm.Wire;

namespace ScreenShare.Swarm.Peers.Sessions;

/// <summary>
/// The memory for the unfinished messages of all connections of a node, in parts. What is finished is given back and used again, so long
/// messages leave no garbage behind them.
/// </summary>
internal sealed class ReceiveRoom
{
    /// <summary>A chunk of the usual size and what stands before it.</summary>
    public const int PartBytes = 20 * 1024;

    /// <summary>
    /// 16 MiB: two dozen indexes of the longest kind at once. Full: the message that has been unfinished for longest gives way, with its
    /// connection.
    /// </summary>
    public const int PartsMax = (16 << 20) / PartBytes;

    /// <summary>More is left to the garbage collector.</summary>
    private const int FreeMax = 64;

    private readonly Stack<byte[]> _free = new();
    private byte[]? _joined; // most nodes never read a message of more than one part
    private int _taken;

    /// <summary>Where a message is put together, one at a time.</summary>
    public byte[] Joined => _joined ??= new byte[MessageReader.LengthBytes + MessageReader.MessageBytesMax];

    /// <summary>False when unfinished messages hold all there is.</summary>
    public bool TryTake([NotNullWhen(true)] out byte[]? part)
    {
        part = null;
        if (_taken >= PartsMax) return false;
        _taken++;
        part = _free.TryPop(out byte[]? free) ? free : new byte[PartBytes];
        return true;
    }

    public void Return(byte[] part)
    {
        _taken--;
        if (_free.Count < FreeMax) _free.Push(part);
    }

    /// <param name="held">By all unfinished messages of the node.</param>
    public void CheckInvariants(long held)
    {
        Invariant.Counted((long)_taken * PartBytes, held, "Parts of unfinished messages, in bytes");
        Invariant.AtMost(_taken + _free.Count, PartsMax, "Parts of unfinished messages, and free ones");
    }
}
