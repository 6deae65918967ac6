using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ScreenShare.Frames;

namespace ScreenShare.Broadcaster.Capture;

/// <summary>What a person asks for with <c>--source</c>.</summary>
internal abstract record SourceName
{
    private const string Known = "screen, screen:N (a monitor), window:TITLE (or its number), region:X,Y,WIDTHxHEIGHT, "
        + "file:PATH (a video or a picture), test, test:WIDTHxHEIGHT, raw:WIDTHxHEIGHT (BGRA frames on standard input)";

    private SourceName() { }

    /// <summary>The screen of this machine.</summary>
    public sealed record Screen : SourceName
    {
        public override string ToString() => "screen";
    }

    /// <summary>What one monitor shows.</summary>
    /// <param name="Number">From 1.</param>
    public sealed record OneMonitor(int Number) : SourceName
    {
        public override string ToString() => $"screen:{Number}";
    }

    /// <summary>A window alone.</summary>
    /// <param name="Asked">Its number, its title, or a part of that.</param>
    public sealed record Window(string Asked) : SourceName
    {
        public override string ToString() => $"window:{Asked}";
    }

    /// <summary>A part of the screen.</summary>
    public sealed record Region(Area Place) : SourceName
    {
        public override string ToString() => $"region:{Place.X},{Place.Y},{Place.Width}x{Place.Height}";
    }

    /// <summary>A video or an animation, at its own pace, or a still picture.</summary>
    public sealed record NamedFile(string Path) : SourceName
    {
        public override string ToString() => $"file:{Path}";
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
            case "window" when !string.IsNullOrEmpty(size):
                name = new Window(size);
                return true;
            case "file" when !string.IsNullOrEmpty(size):
                name = new NamedFile(size);
                return true;
            case "screen" when size is not null && TryParseWhole(size, 99, out int number) && number > 0:
                name = new OneMonitor(number);
                return true;
            case "screen" when size is not null:
                error = $"'{size}' is no monitor's number: give one from 1, such as screen:1; the sources command lists them";
                return false;
            case "region" when size is not null && TryParseRegion(size, out Area place):
                name = new Region(place);
                return true;
            case "region":
                error = $"'{size}' is not a region: give X,Y,WIDTHxHEIGHT in pixels, such as region:100,50,1280x720";
                return false;
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

    private static bool TryParseRegion(string text, out Area place)
    {
        place = default;
        string[] parts = text.Split(',');
        if (parts.Length != 3 || !TryParseSize(parts[2], out PictureSize size)) return false;
        if (!TryParseWhole(parts[0], short.MaxValue, out int x) || !TryParseWhole(parts[1], short.MaxValue, out int y)) return false;
        place = new Area(x, y, size.Width, size.Height);
        return true;
    }

    private static bool TryParseWhole(string text, int max, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= max;

    private static bool TryParseEdge(string text, out int edge) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out edge) && edge is >= 1 and <= PictureSize.EdgeMax;
}
