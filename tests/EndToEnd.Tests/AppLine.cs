using System.Text.Json;

namespace ScreenShare.EndToEnd.Tests;

/// <summary>One JSON line that a program wrote. Members that are not there read as null.</summary>
internal sealed record AppLine(JsonElement Json)
{
    public string? Event => Text("event");

    public string? Digest => Text("digest");

    public long? Frame => Number("frame");

    /// <summary>Null for a line that is no JSON object.</summary>
    public static AppLine? Parse(string line)
    {
        if (!line.StartsWith('{')) return null;
        using JsonDocument document = JsonDocument.Parse(line);
        return new AppLine(document.RootElement.Clone());
    }

    public string? Text(string name) =>
        Json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public long? Number(string name) =>
        Json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : null;

    /// <summary>Bytes of pieces that an address delivered, by a viewer's <c>stats</c> or <c>summary</c>.</summary>
    public long DeliveredBy(string address) => Json.GetProperty("delivered").EnumerateArray()
        .Where(from => from.GetProperty("address").GetString() == address)
        .Sum(from => from.GetProperty("bytes").GetInt64());

    public override string ToString() => Json.GetRawText();
}
