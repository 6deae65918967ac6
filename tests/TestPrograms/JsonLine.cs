using System.Text.Json;

namespace ScreenShare.TestPrograms;

/// <summary>One JSON line that a program wrote. Members that are not there read as null.</summary>
internal sealed record JsonLine(JsonElement Json)
{
    public string? Event => Text("event");

    public string? Digest => Text("digest");

    public long? Frame => Number("frame");

    /// <summary>Null for a line that is no JSON object.</summary>
    public static JsonLine? Parse(string line)
    {
        if (!line.StartsWith('{')) return null;
        using JsonDocument document = JsonDocument.Parse(line);
        return new JsonLine(document.RootElement.Clone());
    }

    public string? Text(string name) =>
        Json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public long? Number(string name) =>
        Json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : null;

    public override string ToString() => Json.GetRawText();
}
