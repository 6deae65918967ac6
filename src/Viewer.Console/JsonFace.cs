using System.Text.Json;
using ScreenShare.Frames;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Node;

namespace ScreenShare.Viewer.Console;

/// <summary>Tells everything as JSON lines. The names are an interface: programs read them.</summary>
/// <param name="withDigests">Adds the SHA-256 of every shown picture.</param>
internal sealed class JsonFace(JsonLines lines, bool withDigests) : IViewFace
{
    public void Listening(int port) => lines.Write("listening", port, static (json, port) => json.WriteNumber("port", port));

    public void Notice(ViewerNotice notice)
    {
        if (notice is ViewerNotice.Joined joined)
        {
            lines.Write("joined", joined, static (json, joined) =>
            {
                json.WriteString("session", joined.Session.ToString());
                json.WriteString("size", joined.Size.ToString());
            });
        }
        else
        {
            lines.Write("notice", notice.Text, WriteText);
        }
    }

    public void Answer(string text) => lines.Write("notice", text, WriteText);

    public void Blocked(AddressRule rule, long deliveredBytes) => lines.Write("blocked", (rule, deliveredBytes), static (json, block) =>
    {
        json.WriteString("address", block.rule.ToString());
        json.WriteNumber("delivered", block.deliveredBytes);
    });

    public void Unblocked(AddressRule rule) =>
        lines.Write("unblocked", rule, static (json, rule) => json.WriteString("address", rule.ToString()));

    public void Peers(NodeStatistics statistics) => lines.Write("peers", statistics, static (json, statistics) =>
    {
        json.WriteStartArray("peers");
        foreach (PeerStatistics peer in statistics.Neighbours)
        {
            json.WriteStartObject();
            json.WriteString("address", peer.Address.ToString());
            json.WriteString("client", peer.Client);
            json.WriteNumber("receivedBytes", peer.PieceBytesReceived);
            json.WriteNumber("sentBytes", peer.PieceBytesSent);
            json.WriteNumber("downBytesPerSecond", Math.Round(peer.DownBytesPerSecond));
            json.WriteNumber("roundTripMs", Milliseconds(peer.RoundTrip.TotalMilliseconds));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public void Statistics(ViewStatistics statistics) => lines.Write("stats", statistics, static (json, statistics) =>
    {
        WriteCount(json, statistics.Count);
        json.WriteNumber("delayMs", Milliseconds(statistics.Count.LastDelay.TotalMilliseconds));
        json.WriteNumber("framesPerSecond", Math.Round(statistics.FramesPerSecond, 1));
        json.WriteNumber("peers", statistics.Node.Neighbours.Count);
        json.WriteNumber("knownPeers", statistics.Node.KnownPeers);
        json.WriteString("roads", statistics.Roads);
        json.WriteNumber("downBytesPerSecond", Math.Round(statistics.DownBytesPerSecond));
        json.WriteNumber("upBytesPerSecond", Math.Round(statistics.UpBytesPerSecond));
        WriteTransfers(json, statistics.Node);
    });

    public void Shown(in ShownFrame frame, Picture picture)
    {
        string? digest = withDigests ? picture.Digest() : null;
        lines.Write("frame", (frame, digest), static (json, shown) =>
        {
            json.WriteNumber("frame", shown.frame.Number.Value);
            json.WriteNumber("delayMs", Milliseconds(shown.frame.Delay.TotalMilliseconds));
            json.WriteNumber("skipped", shown.frame.SkippedFrames);
            if (shown.digest is not null) json.WriteString("digest", shown.digest);
        });
    }

    public void Refresh(ViewerSession session) { }

    public void Summary(ViewSummary summary) => lines.Write("summary", summary, static (json, summary) =>
    {
        json.WriteString("ended", summary.Ending.Name);
        WriteCount(json, summary.Count);
        WriteMilliseconds(json, "medianDelayMs", summary.MedianDelayMs);
        WriteMilliseconds(json, "p95DelayMs", summary.P95DelayMs);
        json.WriteString("size", summary.Count.Size.IsValid ? summary.Count.Size.ToString() : null);
        json.WriteString("lastDigest", summary.LastDigest);
        WriteTransfers(json, summary.Node);
    });

    public void Dispose() => lines.Dispose();

    private static void WriteText(Utf8JsonWriter json, string text) => json.WriteString("text", text);

    private static void WriteCount(Utf8JsonWriter json, ViewCount count)
    {
        json.WriteNumber("frames", count.Frames);
        json.WriteNumber("skipped", count.Skipped);
        WriteFrame(json, "firstFrame", count.First);
        WriteFrame(json, "lastFrame", count.Last);
    }

    private static void WriteTransfers(Utf8JsonWriter json, NodeStatistics node)
    {
        json.WriteNumber("receivedBytes", node.PieceBytesReceived);
        json.WriteNumber("sentBytes", node.PieceBytesSent);
        json.WriteNumber("duplicateBytes", node.DuplicateBytes);
        json.WriteStartArray("delivered");
        foreach (DeliveredBytes delivered in node.Delivered)
        {
            json.WriteStartObject();
            json.WriteString("address", delivered.Address.ToString());
            json.WriteNumber("bytes", delivered.Bytes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("deliveredByOthers", node.DeliveredByOthers);
    }

    private static void WriteFrame(Utf8JsonWriter json, string name, FrameNumber frame)
    {
        if (frame.IsNone) json.WriteNull(name);
        else json.WriteNumber(name, frame.Value);
    }

    private static void WriteMilliseconds(Utf8JsonWriter json, string name, double? milliseconds)
    {
        if (milliseconds is { } value) json.WriteNumber(name, Milliseconds(value));
        else json.WriteNull(name);
    }

    private static double Milliseconds(double value) => Math.Round(value, 1);
}
