using System.Globalization;
using System.Text.Json;

namespace ScreenShare.Bench.Measuring;

/// <summary>Plain tables that can be pasted into a page, and one JSON object as a last line.</summary>
internal static class Table
{
    public static string[] Row(string name, Samples samples) => [name, Number(samples.Median), Number(samples.P95)];

    public static string Number(double value) =>
        value.ToString(Math.Abs(value) >= 100 ? "0" : Math.Abs(value) >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);

    public static void Print(string title, string[] head, IReadOnlyList<string[]> rows)
    {
        Console.WriteLine(title);
        Console.WriteLine();
        Console.WriteLine($"| {string.Join(" | ", head)} |");
        Console.WriteLine($"|{string.Concat(Enumerable.Repeat("---|", head.Length))}");
        foreach (string[] row in rows)
            Console.WriteLine($"| {string.Join(" | ", row)} |");
        Console.WriteLine();
    }

    public static void PrintJson(Dictionary<string, object> figures) => Console.WriteLine(JsonSerializer.Serialize(figures));
}
