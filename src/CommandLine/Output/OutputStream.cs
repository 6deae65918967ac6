namespace ScreenShare.CommandLine.Output;

/// <summary>
/// Writes to another stream, whose faults are all <see cref="IOException"/>: the runtime calls a write past the limit on the size of files
/// (EFBIG) a wrong argument, and one to what is only for reading (EBADF) a refused access. Owns the other.
/// </summary>
/// <param name="destination">Null: there is none, and each write is lost.</param>
public sealed class OutputStream(Stream? destination) : Stream
{
    /// <summary>What <see cref="Exception.HResult"/> is where there is nothing to be written to: EBADF, on Linux and macOS.</summary>
    public const int NotForWriting = 9;

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
        if (destination is null) throw new IOException("it was closed before the program began", NotForWriting);
        try
        {
            destination.Write(buffer);
        }
        catch (ArgumentOutOfRangeException tooLarge)
        {
            throw new IOException("the file has reached the limit on the size of files", tooLarge) { HResult = FileTooLarge };
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new IOException("it cannot be written to", refused) { HResult = NotForWriting };
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => destination?.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) destination?.Dispose();
        base.Dispose(disposing);
    }
}
