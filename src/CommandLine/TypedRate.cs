using System.Globalization;

namespace ScreenShare.CommandLine;

/// <summary>
/// A rate as a person gives it, as an option or while a program runs. A small number without a unit is asked back: who types 500 means
/// 500 kB/s, and 500 bytes a second would all but stop the broadcast.
/// </summary>
public static class TypedRate
{
    /// <summary>
    /// Bytes per second. No picture comes through with less, so that a number below needs its unit, <c>B</c> included; from here on a bare
    /// number is bytes, as it is told.
    /// </summary>
    public const long BareMin = 10_000;

    /// <param name="bytesPerSecond">More than 0.</param>
    /// <param name="complaint">Says what would be understood; one line, without a full stop. Empty when there is nothing to say.</param>
    public static bool TryParse(string? text, out long bytesPerSecond, out string complaint)
    {
        complaint = "";
        if (!TransferRate.TryParse(text, out bytesPerSecond))
            complaint = $"'{text}' is not a rate; give a number such as 500k or 2M ({TransferRate.Units})";
        else if (bytesPerSecond < BareMin && IsBare(text)) complaint = AskBack(text!.Trim()); // a rate was read, so there is a text
        return complaint.Length == 0;
    }

    private static bool IsBare(string? text) => (text ?? "").AsSpan().TrimEnd() is [.., var last] && char.IsAsciiDigit(last);

    private static string AskBack(string number)
    {
        string kilo = decimal.TryParse(number, CultureInfo.InvariantCulture, out decimal value) && value >= 1 ? number : "500";
        return $"{number} bytes a second? Write {kilo}k for {kilo} kB/s, {kilo}M for {kilo} MB/s, or {number}B if you mean it";
    }
}
