using System.Text;

namespace ScreenShare.CommandLine.Manual;

/// <summary>Text that troff shows as it stands.</summary>
internal static class Roff
{
    /// <summary>Inside a line.</summary>
    public static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (char letter in text)
        {
            escaped.Append(letter switch
            {
                '\\' => "\\e",
                '-' => "\\-", // to be copied as the sign that is typed, not as a hyphen
                '"' => "\\(dq",
                '\'' => "\\(aq",
                '~' => "\\(ti",
                '^' => "\\(ha",
                '`' => "\\(ga",
                '…' => "\\&.\\|.\\|.\\&",
                _ => letter.ToString(),
            });
        }

        return escaped.ToString();
    }

    /// <summary>A whole line, which must not be taken for a request by how it begins.</summary>
    public static string Line(string text) => text is ['.', ..] ? $"\\&{Escaped(text)}" : Escaped(text);
}
