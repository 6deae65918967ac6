using System.Buffers.Text;

namespace ScreenShare.Swarm.Wire.Bencode;

/// <summary>
/// Writes bencoding (BEP 3) into a span that the caller has made long enough: messages carry their length in front, so they are
/// written into one stretch of the output and their length is filled in afterwards. Keys must be written in sorted order.
/// </summary>
internal ref struct BencodeWriter(Span<byte> destination)
{
    private readonly Span<byte> _destination = destination;

    public int WrittenBytes { get; private set; }

    public void BeginDictionary() => Put((byte)'d');

    public void BeginList() => Put((byte)'l');

    public void End() => Put((byte)'e');

    public void Integer(long value)
    {
        Put((byte)'i');
        Number(value);
        Put((byte)'e');
    }

    public void Bytes(scoped ReadOnlySpan<byte> bytes) => bytes.CopyTo(Bytes(bytes.Length));

    /// <summary>A byte string whose content the caller fills in.</summary>
    public Span<byte> Bytes(int count)
    {
        Number(count);
        Put((byte)':');
        Span<byte> content = _destination.Slice(WrittenBytes, count);
        WrittenBytes += count;
        return content;
    }

    private void Put(byte value) => _destination[WrittenBytes++] = value;

    private void Number(long value)
    {
        if (!Utf8Formatter.TryFormat(value, _destination[WrittenBytes..], out int length))
            throw new ArgumentException("The destination is too short for what is written into it.");
        WrittenBytes += length;
    }
}
