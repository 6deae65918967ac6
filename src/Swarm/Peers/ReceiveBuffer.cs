namespace ScreenShare.Swarm.Peers;

/// <summary>
/// The unfinished message at the end of what a connection has sent. Grows with the bytes that have arrived, never with what a length field
/// promises; its bound is the longest message plus one read.
/// </summary>
internal sealed class ReceiveBuffer
{
    private const int KeptBytes = 128 * 1024;

    private byte[] _bytes = [];
    private int _count;

    public bool IsEmpty => _count == 0;

    public ReadOnlySpan<byte> Unread => _bytes.AsSpan(0, _count);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_bytes.Length < _count + bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_count + bytes.Length, Math.Min(2 * _bytes.Length, 2 * KeptBytes)));
        bytes.CopyTo(_bytes.AsSpan(_count));
        _count += bytes.Length;
    }

    public void Consume(int count)
    {
        _count -= count;
        _bytes.AsSpan(count, _count).CopyTo(_bytes);
        if (_count == 0 && _bytes.Length > KeptBytes)
            _bytes = []; // one long message must not cost its size for good
    }
}
