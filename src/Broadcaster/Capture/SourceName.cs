using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ScreenShare.Frames;

namespace ScreenShare.Broadcaster.Capture;

/// <summary>What a person asks for with <c>--source</c>.</summary>
internal abstract record SourceName
{
    private const string Known = "screen, test, test:WIDTHxHEIGHT, raw:WIDTHxHEIGHT (BGRA frames on standard input)";

    private SourceName() { }

    /// <summary>The screen of this machine.</summary>
    public sealed record Screen : SourceName
    {
        public override string ToString() => "screen";
    }

    /// <summary>The drawn desktop.</summary>
    public sealed record Test(PictureSize Size) : SourceName
    {
        public override string ToString() => $"test:{Size}";
    }

    /// <summary>Bare BGRA frames on standard input.</summary>
    public sealed record Raw(PictureSize Size) : SourceName
    {
        public override string ToString() => $"raw:{Size}";
    }

    /// <param name="error">One line that says what is wrong and what would be right.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out SourceName? name, [NotNullWhen(false)] out string? error)
    {
        (name, error) = (null, null);
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string kind = colon < 0 ? text : text[..colon];
        string? size = colon < 0 ? null : text[(colon + 1)..];
        switch (kind)
        {
            case "screen" when size is null:
                name = new Screen();
                return true;
            case "test" when size is null:
                name = new Test(TestPictureSource.DefaultSize);
                return true;
            case "test" when TryParseSize(size, out PictureSize drawn):
                name = new Test(drawn);
                return true;
            case "raw" when size is not null && TryParseSize(size, out PictureSize read):
                name = new Raw(read);
                return true;
            case "test" or "raw" when size is not null:
                error = $"'{size}' is not a size: give WIDTHxHEIGHT in pixels, each from 1 to {PictureSize.EdgeMax}, "
                    + $"such as {kind}:1280x720";
                return false;
            default:
                error = $"'{text}' is not a source; known are {Known}";
                return false;
        }
    }

    private static bool TryParseSize(string text, out PictureSize size)
    {
        size = default;
        int cross = text.IndexOf('x', StringComparison.Ordinal);
        if (cross < 0 || !TryParseEdge(text[..cross], out int width) || !TryParseEdge(text[(cross + 1)..], out int height)) return false;
        size = new PictureSize(width, height);
        return true;
    }

    private static bool TryParseEdge(string text, out int edge) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out edge) && edge is >= 1 and <= PictureSize.EdgeMax;
}
