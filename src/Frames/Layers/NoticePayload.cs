using System.Text;
using System.Text.Unicode;

namespace ScreenShare.Frames.Layers;

/// <summary>
/// The content of the slot with what the broadcaster has to tell viewers, such as that the shown window is minimised. One plain line;
/// empty when there is nothing to tell.
/// </summary>
public static class NoticePayload
{
    public const int TextBytesMax = 200;

    private const byte Kind = 1;

    /// <summary>A text that is too long ends where it does not fit.</summary>
    public static byte[] Of(string text)
    {
        var payload = new byte[1 + TextBytesMax];
        payload[0] = Kind;
        Utf8.FromUtf16(text, payload.AsSpan(1), out _, out int written, replaceInvalidSequences: true);
        return payload[..(1 + written)];
    }

    // +------+----------------------+
    // | kind | UTF-8, to 200 bytes  |
    // +------+----------------------+
    /// <summary>Never throws. The text is the broadcaster's: it may hold control characters, which no terminal should see.</summary>
    public static RecordViolation Read(ReadOnlySpan<byte> payload, out string text)
    {
        text = "";
        if (payload.IsEmpty) return RecordViolation.Empty;
        if (payload[0] != Kind) return RecordViolation.UnknownKind;
        if (payload.Length > 1 + TextBytesMax) return RecordViolation.TooLong;
        if (!Utf8.IsValid(payload[1..])) return RecordViolation.BadText;
        text = Encoding.UTF8.GetString(payload[1..]);
        return RecordViolation.None;
    }
}
