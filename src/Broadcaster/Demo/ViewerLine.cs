using System.Text.Json;
using System.Text.Json.Serialization;

namespace ScreenShare.Broadcaster.Demo;

/// <summary>
/// A line that the console viewer writes with <c>--json</c>: the members of all its events that the demo looks at. What a line does not
/// have is null.
/// </summary>
internal sealed partial record ViewerLine
{
    public string Event { get; init; } = "";

    /// <summary>"listening".</summary>
    public ushort? Port { get; init; }

    /// <summary>"frame", as are the next two.</summary>
    public uint? Frame { get; init; }

    public double? DelayMs { get; init; }

    public string? Digest { get; init; }

    /// <summary>"stats": neighbours.</summary>
    public int? Peers { get; init; }

    /// <summary>"stats" and "summary".</summary>
    public long? Skipped { get; init; }

    /// <summary>"blocked".</summary>
    public string? Address { get; init; }

    /// <summary>"summary".</summary>
    public string? LastDigest { get; init; }

    /// <summary>"blocked": a number of bytes. "stats" and "summary": a list of <see cref="DeliveredLine"/>.</summary>
    public JsonElement? Delivered { get; init; }

    /// <summary>Null when the line is not one of the viewer's.</summary>
    public static ViewerLine? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, ViewerJson.Default.ViewerLine);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public long? DeliveredBytes() => Delivered is { ValueKind: JsonValueKind.Number } bytes ? bytes.GetInt64() : null;

    public IReadOnlyList<DeliveredLine>? DeliveredList() =>
        Delivered is { ValueKind: JsonValueKind.Array } list ? list.Deserialize(ViewerJson.Default.DeliveredLineArray) : null;

    internal sealed record DeliveredLine(string Address, long Bytes);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(ViewerLine))]
    [JsonSerializable(typeof(DeliveredLine[]))]
    private sealed partial class ViewerJson : JsonSerializerContext;
}
