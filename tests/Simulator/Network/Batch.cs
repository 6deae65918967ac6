using System.Diagnostics;

namespace ScreenShare.Simulator.Network;

/// <summary>
/// The bytes a node sent in one go. Shared by the sender's queue and the segments under way; goes back to its pool when the last of them
/// lets go.
/// </summary>
internal sealed class Batch(BatchPool pool, byte[] buffer, int sizeClass)
{
    private int _holders;

    public byte[] Buffer { get; } = buffer;

    public int SizeClass { get; } = sizeClass;

    public int Length { get; private set; }

    public void Fill(ReadOnlySpan<byte> bytes)
    {
        Debug.Assert(_holders == 0, "a batch is filled only when nobody reads it");
        bytes.CopyTo(Buffer);
        Length = bytes.Length;
        _holders = 1;
    }

    public void Hold() => _holders++;

    public void Release()
    {
        Debug.Assert(_holders > 0, "a batch was released once too often");
        if (--_holders == 0) pool.Return(this);
    }
}
