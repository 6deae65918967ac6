using System.Text.Json;
using System.Text.Json.Serialization;

namespace ScreenShare.Broadcaster.Demo;

/// <summary>For programs: one JSON object at the end. An interface: names stay, new ones may come.</summary>
internal sealed partial class JsonDemoFace(TextWriter output) : IDemoFace
{
    public Task ShowAsync(Func<Action<DemoScene>, Task> run) => run(static _ => { });

    public void Begin(string source, string link) { }

    public void End(DemoOutcome outcome, IReadOnlyList<string> broken)
    {
        output.WriteLine(JsonSerializer.Serialize(new DemoLine("demo", broken.Count == 0, broken, outcome), DemoJson.Default.DemoLine));
        output.Flush();
    }

    internal sealed record DemoLine(string Event, bool Passed, IReadOnlyList<string> Broken, DemoOutcome Outcome);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
    [JsonSerializable(typeof(DemoLine))]
    private sealed partial class DemoJson : JsonSerializerContext;
}
