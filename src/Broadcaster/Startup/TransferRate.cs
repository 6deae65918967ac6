using System.Globalization;

namespace ScreenShare.Broadcaster.Startup;

/// <summary>
/// Bytes per second as people type and read them: <c>500k</c> is 500,000 bytes per second, <c>2M</c> 2,000,000.
/// Decimal units, as network links are sold by.
/// </summary>
internal static class TransferRate
{
    public const string Units = "bytes per second; k = 1,000, M = 1,000,000, G = 1,000,000,000";

    /// <summary>Reads a positive number with an optional unit. Anything else, and more than a <c>long</c> holds, is false.</summary>
    public static bool TryParse(string text, out long bytesPerSecond)
    {
        bytesPerSecond = 0;
        ReadOnlySpan<char> number = text.AsSpan().Trim();
        long unit = number is [.., var last] ? Unit(last) : 1;
        if (unit > 1) number = number[..^1].TrimEnd();
        bool isNumber = decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value);
        if (!isNumber || value > long.MaxValue / unit) return false;
        bytesPerSecond = (long)(value * unit);
        return bytesPerSecond > 0;
    }

    private static long Unit(char letter) => letter switch
    {
        'k' or 'K' => 1_000,
        'm' or 'M' => 1_000_000,
        'g' or 'G' => 1_000_000_000,
        _ => 1,
    };
}
