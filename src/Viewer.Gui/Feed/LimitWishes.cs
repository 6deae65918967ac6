using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.Channels;
using ScreenShare.CommandLine;

namespace ScreenShare.Viewer.Gui.Feed;

/// <summary>
/// What pages want to be passed on and fetched at most, in the words that are typed at the console viewer: <c>limit upload 500k</c>,
/// <c>limit download none</c>. Pages say it on their tasks; the main loop takes it.
/// </summary>
internal sealed partial class LimitWishes
{
    /// <summary>More than a person says while the loop looks at one; past that the wish is refused, and the page says so.</summary>
    private const int WishesMax = 8;

    private readonly Channel<LimitWish> _wishes = Channel.CreateBounded<LimitWish>(
        new BoundedChannelOptions(WishesMax) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    /// <summary>The answer as JSON: of which limit, and what is wrong. Null when that is not something a page says.</summary>
    public byte[]? Answer(string words)
    {
        if (words.Split(' ', 3) is not ["limit", var which, var rate]) return null;
        LimitKind kind = which switch
        {
            "upload" => LimitKind.Upload,
            "download" => LimitKind.Download,
            _ => LimitKind.None,
        };
        if (kind == LimitKind.None) return null;
        if (TypedLimit.TryParse(rate.Trim(), out long? bytesPerSecond, out string complaint)
            && !_wishes.Writer.TryWrite(new LimitWish(kind, bytesPerSecond)))
            complaint = "the viewer cannot take it now; try again";
        return JsonSerializer.SerializeToUtf8Bytes(new LimitAnswer(which, complaint), AnswerJson.Default.LimitAnswer);
    }

    /// <summary>Ends when there is one.</summary>
    public Task WaitAsync(CancellationToken cancellation) => _wishes.Reader.WaitToReadAsync(cancellation).AsTask();

    public bool TryTake(out LimitWish wish) => _wishes.Reader.TryRead(out wish);

    /// <param name="Complaint">Empty: nothing is wrong.</param>
    internal sealed record LimitAnswer(string Limit, string Complaint);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(LimitAnswer))]
    private sealed partial class AnswerJson : JsonSerializerContext;
}

internal enum LimitKind
{
    None = 0,
    Upload,
    Download,
}

/// <param name="BytesPerSecond">Null: no limit.</param>
internal readonly record struct LimitWish(LimitKind Kind, long? BytesPerSecond);
