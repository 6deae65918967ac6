namespace ScreenShare.CommandLine.Output;

/// <summary>
/// Writes to another stream, whose faults are all <see cref="IOException"/>: the runtime calls a write past the limit on the size of files
/// (EFBIG) a wrong argument. Owns the other.
/// </summary>
public sealed class OutputStream(Stream destination) : Stream
{
    private const int FileTooLarge = 27; // EFBIG, on Linux and macOS

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            destination.Write(buffer);
        }
        catch (ArgumentOutOfRangeException tooLarge)
        {
            throw new IOException("the file has reached the limit on the size of files", tooLarge) { HResult = FileTooLarge };
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => destination.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) destination.Dispose();
        base.Dispose(disposing);
    }
}
