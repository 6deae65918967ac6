namespace ScreenShare.CommandLine.Defaults;

/// <summary>Tells where an option came from that a complaint names and nobody has typed.</summary>
internal static class DefaultOrigin
{
    /// <param name="complaint">One line.</param>
    /// <param name="defaults">Those in effect.</param>
    public static string Told(string complaint, IReadOnlyList<DefaultValue> defaults)
    {
        string[] origins = [.. defaults
            .Where(value => Names(complaint, value.Option.Name) || value.Values.Any(text => Quotes(complaint, text)))
            .Select(value => $"{value} comes from {value.Origin}")];
        return origins.Length == 0 ? complaint : $"{complaint} ({string.Join("; ", origins)})";
    }

    // 'Editor' of window:Editor; not a number, which may be any.
    private static bool Quotes(string complaint, string value)
    {
        string name = value[(value.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return name.Any(char.IsLetter) && name.Length > 2 && complaint.Contains($"'{name}'", StringComparison.Ordinal);
    }

    // --port, and not the --port of --port-range.
    private static bool Names(string complaint, string option)
    {
        int at = complaint.IndexOf(option, StringComparison.Ordinal);
        while (at >= 0)
        {
            int end = at + option.Length;
            if (end == complaint.Length || !(char.IsAsciiLetterOrDigit(complaint[end]) || complaint[end] == '-')) return true;
            at = complaint.IndexOf(option, end, StringComparison.Ordinal);
        }

        return false;
    }
}
