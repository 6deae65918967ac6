using System.CommandLine;
using ScreenShare.Bench.Measuring;
using ScreenShare.Simulator.Distribution;

namespace ScreenShare.Bench.Commands;

/// <summary><c>pickers</c>: one viewer, five sources of unequal and changing rates: work stealing against chunk i from source i mod
/// N.</summary>
internal static class PickersCommand
{
    private const double MegabitBytes = 125_000;
    private static readonly double[] Megabits = [1, 2, 4, 8, 16];

    private static readonly Option<string> Picker = new("--picker") { DefaultValueFactory = _ => "both" };
    private static readonly Option<int> Bytes = new("--bytes") { DefaultValueFactory = _ => 8_000_000 };
    private static readonly Option<int> Chunk = new("--chunk") { DefaultValueFactory = _ => 16_384 };
    private static readonly Option<double> Noise = new("--noise")
    {
        Description = "Rates are redrawn four times a second, up to this share above or below",
        DefaultValueFactory = _ => 0.3,
    };

    private static readonly Option<int> Seed = new("--seed") { DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Runs = new("--runs") { Description = "Seeds from --seed on", DefaultValueFactory = _ => 5 };
    private static readonly Option<bool> Json = new("--json");

    public static Command Create()
    {
        Picker.AcceptOnlyFromAmong("static", "stealing", "both");
        var command = new Command("pickers", "Simulated: one viewer, five sources at 1, 2, 4, 8 and 16 Mbit/s with seeded noise")
        {
            Picker, Bytes, Chunk, Noise, Seed, Runs, Json,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parse)
    {
        string picker = parse.GetRequiredValue(Picker);
        var figures = new Dictionary<string, object> { ["bench"] = "pickers", ["simulated"] = true };
        var rows = new List<string[]>();
        var medians = new Dictionary<string, double>();
        foreach (string name in (string[])["static", "stealing"])
        {
            if (picker != "both" && picker != name) continue;
            var seconds = new Samples();
            var ratios = new Samples();
            for (int run = 0; run < parse.GetValue(Runs); run++)
            {
                PickerResult result = PickerTrial.Play(PlanOf(parse, run, name == "static"));
                seconds.Add(result.Seconds);
                ratios.Add(result.Seconds / result.BoundSeconds);
                rows.Add([
                    name, $"{parse.GetValue(Seed) + run}", Table.Number(result.Seconds), Table.Number(result.Seconds / result.BoundSeconds),
                    Table.Number(100 * result.DuplicateShare), result.TraceHash,
                ]);
            }

            medians[name] = seconds.Median;
            figures[$"{name}Seconds"] = seconds.Median;
            figures[$"{name}BoundRatio"] = ratios.Median;
        }

        string noise = $"noise ±{100 * parse.GetValue(Noise):0} %";
        Table.Print(
            $"simulated: {parse.GetValue(Bytes):N0} bytes from sources at 1, 2, 4, 8 and 16 Mbit/s, {noise}",
            ["picker", "seed", "s", "× bytes / all rates", "duplicate %", "trace"],
            rows);
        if (medians.Count == 2)
        {
            figures["stealingOverStatic"] = medians["stealing"] / medians["static"];
            Console.WriteLine($"stealing / static: {medians["stealing"] / medians["static"]:0.000} (medians)");
        }

        if (parse.GetValue(Json)) Table.PrintJson(figures);
        return 0;
    }

    private static PickerPlan PlanOf(ParseResult parse, int run, bool isStatic) => new(
        parse.GetValue(Seed) + run,
        parse.GetValue(Bytes),
        parse.GetValue(Chunk),
        [.. Megabits.Select(rate => rate * MegabitBytes)],
        parse.GetValue(Noise),
        isStatic,
        Patience: TimeSpan.FromMinutes(5));
}
