using System.Text;

namespace ScreenShare.CommandLine;

/// <summary>
/// A line of parts, each a number with its unit, that is fitted to a width: the least important parts go first, and none is ever cut, for
/// <c>1.23 MB/s</c> without its end is another number.
/// </summary>
public sealed class FittedLine
{
    private const string Gap = "  ";
    private const string ListGap = ", ";

    private readonly List<Part> _parts = [];

    /// <param name="importance">More stays longer; among equals the one further left.</param>
    /// <param name="text">Empty parts are none.</param>
    public FittedLine Add(int importance, string text) => Add(importance, text, Gap);

    /// <summary>A part that says more about the one before it, and stands behind a comma. Of less importance than that one.</summary>
    /// <inheritdoc cref="Add(int, string)"/>
    public FittedLine AddDetail(int importance, string text) => Add(importance, text, ListGap);

    /// <summary>All of it.</summary>
    public override string ToString() => Join(_parts);

    /// <summary>What fits into so many characters; the empty line when not even the most important part does.</summary>
    public string Fit(int columns)
    {
        List<Part> parts = [.. _parts];
        while (parts.Count > 0 && Join(parts).Length > columns)
        {
            int least = parts.Min(part => part.Importance);
            parts.RemoveAt(parts.FindLastIndex(part => part.Importance == least));
        }

        return Join(parts);
    }

    private FittedLine Add(int importance, string text, string gap)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > 0) _parts.Add(new Part(importance, text, gap));
        return this;
    }

    private static string Join(List<Part> parts)
    {
        var line = new StringBuilder();
        foreach (Part part in parts)
            line.Append(line.Length > 0 ? part.Gap : "").Append(part.Text);
        return line.ToString();
    }

    private readonly record struct Part(int Importance, string Text, string Gap);
}
