using System.Globalization;

namespace ScreenShare.CommandLine;

/// <summary>
/// Bytes per second as people type and read them: <c>500k</c> is 500,000 bytes per second, <c>2M</c> 2,000,000.
/// Decimal units, as network links are sold by.
/// </summary>
public static class TransferRate
{
    public const string Units = "bytes per second; k = 1,000, M = 1,000,000, G = 1,000,000,000";

    /// <summary>
    /// Reads a positive number with an optional unit, also as it is told (<c>500 kB/s</c>). Anything else, and more than a <c>long</c>
    /// holds, is false; so is <c>kb</c>, which may be bits.
    /// </summary>
    public static bool TryParse(string? text, out long bytesPerSecond)
    {
        bytesPerSecond = 0;
        ReadOnlySpan<char> number = WithoutBytes(text.AsSpan().Trim());
        decimal unit = Unit(number);
        if (unit != 1) number = number[..^1].TrimEnd();
        const NumberStyles Plain = NumberStyles.AllowDecimalPoint;
        if (!decimal.TryParse(number, Plain, CultureInfo.InvariantCulture, out decimal value) || value > long.MaxValue / unit) return false;
        bytesPerSecond = (long)(value * unit);
        return bytesPerSecond > 0;
    }

    /// <summary>Three digits and a unit: <c>1.23 MB/s</c>.</summary>
    public static string Format(double bytesPerSecond) => FormatBytes(bytesPerSecond) + "/s";

    /// <summary>Three digits and a unit: <c>1.23 MB</c>.</summary>
    public static string FormatBytes(double bytes) => bytes switch
    {
        < 1e3 => string.Create(CultureInfo.InvariantCulture, $"{bytes:F0} B"),
        < 1e6 => Scaled(bytes / 1e3, "kB"),
        < 1e9 => Scaled(bytes / 1e6, "MB"),
        _ => Scaled(bytes / 1e9, "GB"),
    };

    private static ReadOnlySpan<char> WithoutBytes(ReadOnlySpan<char> rate)
    {
        if (rate.EndsWith("B/s", StringComparison.Ordinal)) return rate[..^3].TrimEnd();
        return rate.EndsWith('B') ? rate[..^1].TrimEnd() : rate;
    }

    private static decimal Unit(ReadOnlySpan<char> number) => number is [.., var last]
        ? last switch
        {
            'k' or 'K' => 1_000,
            'm' or 'M' => 1_000_000,
            'g' or 'G' => 1_000_000_000,
            _ => 1,
        }
        : 1;

    private static string Scaled(double value, string unit) => value switch
    {
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{value:F2} {unit}"),
        < 100 => string.Create(CultureInfo.InvariantCulture, $"{value:F1} {unit}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value:F0} {unit}"),
    };
}
