using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;
using ScreenShare.CommandLine;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>
/// Reads texts that windows tell, by the type each is told with (ICCCM 2.7.1): UTF-8, compound text with its escape sequences between
/// character sets, or Latin 1. Anybody writes them, so what comes out is one printable line.
/// </summary>
internal sealed unsafe class TextProperties(XDisplay display)
{
    private readonly nuint _utf8 = LibX11.XInternAtom(display.Handle, "UTF8_STRING", onlyIfExists: 0);
    private readonly nuint _compound = LibX11.XInternAtom(display.Handle, "COMPOUND_TEXT", onlyIfExists: 0);

    /// <summary>Empty where there is none, or nothing of it is seen.</summary>
    /// <param name="isSound">False where it is not what its type says; then it is the best that can be made of it.</param>
    public string Read(WindowProperty property, out bool isSound)
    {
        // Some programs count the C string's end as well.
        ReadOnlySpan<byte> text = property.Text.TrimEnd((byte)0);
        isSound = true;
        if (property.Type == LibX11.StringType) return OneLine(Encoding.Latin1.GetString(text));
        if (property.Type == _compound && ReadCompound(text) is { } read) return OneLine(read);
        if (Utf8.IsValid(text)) return OneLine(Encoding.UTF8.GetString(text));
        isSound = false;
        return OneLine(property.Type == _utf8 ? Encoding.UTF8.GetString(text) : Encoding.Latin1.GetString(text));
    }

    /// <summary>As titles are compared and shown: white space of any kind is a space, and none is round it.</summary>
    public static string OneLine(string text)
    {
        string spaced = text.AsSpan().ContainsAnyInRange('\0', '\x1F') ? string.Concat(text.Select(Spaced)) : text;
        return PrintableText.Of(spaced.Trim());
    }

    private static char Spaced(char letter) => letter == '\0' || char.IsWhiteSpace(letter) ? ' ' : letter;

    /// <summary>Xlib has the tables. Null if it would make nothing of it.</summary>
    private string? ReadCompound(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return "";
        if (!CompoundText.IsSound(text)) return null;
        fixed (byte* bytes = text)
        {
            var property = new XTextProperty { Value = bytes, Encoding = _compound, Format = 8, Items = (nuint)text.Length };
            int unread = LibX11.Xutf8TextPropertyToTextList(display.Handle, &property, out byte** texts, out int count);
            if (unread < 0 || texts == null) return null;
            var parts = new string[count]; // more than one where a zero byte stands between
            for (int i = 0; i < count; i++)
                parts[i] = Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(texts[i]));
            LibX11.XFreeStringList(texts);
            return string.Join(' ', parts);
        }
    }
}
