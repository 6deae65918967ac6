namespace ScreenShare.CommandLine;

/// <summary>A limit as people change it while a program runs: a rate, or <c>none</c>.</summary>
public static class TypedLimit
{
    /// <param name="bytesPerSecond">Null: no limit.</param>
    /// <param name="complaint">Says what would be understood.</param>
    public static bool TryParse(string text, out long? bytesPerSecond, out string complaint)
    {
        bytesPerSecond = null;
        complaint = "";
        if (text == "none") return true;
        if (TypedRate.TryParse(text, out long rate, out complaint)) bytesPerSecond = rate;
        else complaint += ", or none";
        return bytesPerSecond is not null;
    }

    public static string Format(long? bytesPerSecond) => bytesPerSecond is { } rate ? TransferRate.Format(rate) : "none";
}
