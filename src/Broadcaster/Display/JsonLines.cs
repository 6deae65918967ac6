using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ScreenShare.Broadcaster.Broadcasting;
using ScreenShare.CommandLine.Output;
using ScreenShare.Swarm;
using ScreenShare.Swarm.Source;

namespace ScreenShare.Broadcaster.Display;

/// <summary>What <c>--json</c> writes, one object a line. An interface for other programs: names stay, new ones may come.</summary>
internal sealed partial class JsonLines(TextWriter output)
{
    // The link's ampersands stay readable: these lines never stand inside a web page.
    private static readonly BroadcastJson Plain = new(new JsonSerializerOptions(BroadcastJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public void Link(string link, string? room = null) => Write(new LinkLine("link", link, room), Plain.LinkLine);

    public void Frame(FrameReport report) => Write(
        new FrameLine(
            "frame", report.Frame.Value, Math.Round(report.Delay.TotalMilliseconds, 2), report.Bytes, report.Tiles, report.Digest),
        Plain.FrameLine);

    public void Viewers(ViewerCount count) =>
        Write(new ViewersLine("viewers", count.Viewers, count.Behind, count.Joining), Plain.ViewersLine);

    /// <summary>How viewers find us, told when it changes.</summary>
    public void Roads(string status) => Write(new RoadsLine("roads", status), Plain.RoadsLine);

    /// <summary>Why there are fewer frames than asked for, told when it changes.</summary>
    public void Pace(FrameHold heldBy) => Write(
        new PaceLine("pace", heldBy switch
        {
            FrameHold.Uplink => "uplink",
            FrameHold.UploadLimit => "uploadLimit",
            FrameHold.Viewers => "viewers",
            _ => "nothing",
        }),
        Plain.PaceLine);

    public void Answer(string text) => Write(new NoticeLine("notice", text), Plain.NoticeLine);

    public void Summary(BroadcastSummary summary) => Write(
        new SummaryLine(
            "summary", summary.Frames, summary.OverwrittenPictures, summary.PublishedBytes, summary.UploadedBytes, summary.Copies,
            summary.MedianEncodeMs, summary.Seconds, summary.Viewers),
        Plain.SummaryLine);

    private void Write<T>(T line, JsonTypeInfo<T> type)
    {
        try
        {
            output.WriteLine(AsAscii(JsonSerializer.Serialize(line, type)));
            output.Flush();
        }
        catch (IOException lost)
        {
            throw new OutputLostException(lost);
        }
    }

    /// <summary>
    /// Outside of strings JSON is ASCII, and in a string every other character may be named by its number: so nothing in it turns the
    /// direction of writing where the lines are shown, and all is the same in any encoding.
    /// </summary>
    private static string AsAscii(string json)
    {
        if (Ascii.IsValid(json)) return json;
        var ascii = new StringBuilder(json.Length);
        foreach (char unit in json)
        {
            if (char.IsAscii(unit)) ascii.Append(unit);
            else ascii.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}");
        }

        return ascii.ToString();
    }

    /// <param name="Room">Only where there is one.</param>
    internal sealed record LinkLine(string Event, string Link, string? Room);

    /// <param name="DelayMs">From just before the grab until the frame was published.</param>
    /// <param name="Digest">SHA-256 of the picture; only with <c>--digest</c>.</param>
    internal sealed record FrameLine(string Event, uint Frame, double DelayMs, long Bytes, int Tiles, string? Digest);

    /// <param name="Viewers">Those that are behind or joining among them.</param>
    internal sealed record ViewersLine(string Event, int Viewers, int Behind, int Joining);

    /// <param name="Status">Such as "DHT 34 nodes; tracker ok; local 2; book 14".</param>
    internal sealed record RoadsLine(string Event, string Status);

    /// <param name="HeldBy">uplink, uploadLimit, viewers or nothing.</param>
    internal sealed record PaceLine(string Event, string HeldBy);

    internal sealed record NoticeLine(string Event, string Text);

    internal sealed record SummaryLine(
        string Event, long Frames, long OverwrittenPictures, long PublishedBytes, long UploadedBytes, double Copies,
        double MedianEncodeMs, double Seconds, int Viewers);

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(LinkLine))]
    [JsonSerializable(typeof(FrameLine))]
    [JsonSerializable(typeof(ViewersLine))]
    [JsonSerializable(typeof(PaceLine))]
    [JsonSerializable(typeof(RoadsLine))]
    [JsonSerializable(typeof(NoticeLine))]
    [JsonSerializable(typeof(SummaryLine))]
    private sealed partial class BroadcastJson : JsonSerializerContext;
}
