namespace ScreenShare.Viewer.CommandLine;

/// <summary>Keeps what strangers named themselves from steering the terminal.</summary>
public static class PrintableText
{
    /// <summary>The text with every control character replaced by a question mark.</summary>
    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\0', '\x1F') && !text.AsSpan().ContainsAnyInRange('\x7F', '\x9F'))
            return text;
        return string.Create(text.Length, text, static (characters, text) =>
        {
            for (int i = 0; i < characters.Length; i++)
                characters[i] = char.IsControl(text[i]) ? '?' : text[i];
        });
    }
}
