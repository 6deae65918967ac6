using System.Buffers.Text;

namespace ScreenShare.Swarm.Wire.Bencode;

/// <summary>
/// Reads bencoding (BEP 3) forward over borrowed bytes. Every method that returns false leaves the reader where it was, and none
/// throws. Strict where leniency could be abused or hide damage: no leading zeros, no "-0", no length beyond the bytes that are
/// there, nesting at most <see cref="DepthMax"/>. Lenient about the order of keys: other clients send unsorted dictionaries, and no
/// hash or signature of ours covers bencoding, so the order carries no meaning. The caller bounds the size.
/// </summary>
public ref struct BencodeReader(ReadOnlySpan<byte> source)
{
    public const int DepthMax = 8;

    // "-9223372036854775808" is the longest integer, and lengths are shorter.
    private const int NumberCharsMax = 20;

    private ReadOnlySpan<byte> _rest = source;
    private int _depth;

    /// <summary>Everything has been read and every container left.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty && _depth == 0;

    public bool TryEnterDictionary() => TryEnter((byte)'d');

    public bool TryEnterList() => TryEnter((byte)'l');

    /// <summary>Leaves a list or dictionary if its end is next.</summary>
    public bool TryLeave()
    {
        if (_depth == 0 || _rest.IsEmpty || _rest[0] != 'e') return false;
        _depth--;
        _rest = _rest[1..];
        return true;
    }

    public bool TryReadInteger(out long value)
    {
        value = 0;
        if (_rest.IsEmpty || _rest[0] != 'i' || !TryReadNumber(_rest[1..], (byte)'e', out value, out int length)) return false;
        _rest = _rest[(1 + length + 1)..];
        return true;
    }

    /// <param name="bytes">Borrowed from the source.</param>
    public bool TryReadBytes(out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (!TryReadNumber(_rest, (byte)':', out long count, out int length)) return false;
        ReadOnlySpan<byte> behind = _rest[(length + 1)..];
        if (count < 0 || count > behind.Length) return false;
        bytes = behind[..(int)count];
        _rest = behind[(int)count..];
        return true;
    }

    /// <summary>Passes over one value of any kind. When it returns false the source is not bencoding.</summary>
    public bool TrySkip()
    {
        BencodeReader ahead = this;
        do
        {
            bool stepped = ahead.TryReadBytes(out _) || ahead.TryReadInteger(out _)
                || ahead.TryEnterDictionary() || ahead.TryEnterList()
                || (ahead._depth > _depth && ahead.TryLeave());
            if (!stepped) return false;
        }
        while (ahead._depth > _depth);

        this = ahead;
        return true;
    }

    private bool TryEnter(byte opening)
    {
        if (_depth == DepthMax || _rest.IsEmpty || _rest[0] != opening) return false;
        _depth++;
        _rest = _rest[1..];
        return true;
    }

    private static bool TryReadNumber(ReadOnlySpan<byte> source, byte terminator, out long value, out int length)
    {
        value = 0;
        length = source[..Math.Min(source.Length, NumberCharsMax + 1)].IndexOf(terminator);
        if (length <= 0) return false;

        ReadOnlySpan<byte> digits = source[..length];
        if (digits[0] == '-') digits = digits[1..];
        bool canonical = !digits.IsEmpty && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && (digits[0] != '0' || length == 1);
        return canonical && Utf8Parser.TryParse(source[..length], out value, out int parsed) && parsed == length;
    }
}
