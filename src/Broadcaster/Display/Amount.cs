using System.Globalization;

namespace ScreenShare.Broadcaster.Display;

/// <summary>Bytes as people read them: three digits and a decimal unit, as network links are sold by.</summary>
internal static class Amount
{
    public static string Of(double bytes) => bytes switch
    {
        < 999.5 => string.Create(CultureInfo.InvariantCulture, $"{bytes:F0} B"),
        < 999.5e3 => Scaled(bytes / 1e3, "kB"),
        < 999.5e6 => Scaled(bytes / 1e6, "MB"),
        _ => Scaled(bytes / 1e9, "GB"),
    };

    private static string Scaled(double value, string unit) => value switch
    {
        < 9.995 => string.Create(CultureInfo.InvariantCulture, $"{value:F2} {unit}"),
        < 99.95 => string.Create(CultureInfo.InvariantCulture, $"{value:F1} {unit}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value:F0} {unit}"),
    };
}
