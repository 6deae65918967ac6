namespace ScreenShare.Frames;

/// <summary>Keeps what is written up to a bound; when more comes, drops everything. Reused, so that it rarely allocates.</summary>
internal sealed class BoundedStream : Stream
{
    private byte[] _bytes = [];
    private int _length;
    private int _bound;
    private bool _overflown;

    /// <summary>Since the restart; empty when it was more than the bound.</summary>
    public ReadOnlySpan<byte> Written => _overflown ? default : _bytes.AsSpan(0, _length);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    public void Restart(int boundBytes)
    {
        if (_bytes.Length < boundBytes) _bytes = new byte[boundBytes];
        _bound = boundBytes;
        _length = 0;
        _overflown = false;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _overflown |= buffer.Length > _bound - _length;
        if (_overflown) return;
        buffer.CopyTo(_bytes.AsSpan(_length));
        _length += buffer.Length;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
