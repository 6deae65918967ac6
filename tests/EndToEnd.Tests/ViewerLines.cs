using ScreenShare.TestPrograms;

namespace ScreenShare.EndToEnd.Tests;

/// <summary>Reads what only viewers write.</summary>
internal static class ViewerLines
{
    /// <summary>Bytes of pieces that an address delivered, by <c>stats</c> or <c>summary</c>.</summary>
    public static long DeliveredBy(this JsonLine line, string address) => line.Json.GetProperty("delivered").EnumerateArray()
        .Where(from => from.GetProperty("address").GetString() == address)
        .Sum(from => from.GetProperty("bytes").GetInt64());
}
