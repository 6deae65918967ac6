using ScreenShare.Swarm.Node;

namespace ScreenShare.Broadcaster.Display;

/// <summary>What a broadcast came to in the end.</summary>
/// <param name="Frames">Published frames with a picture.</param>
/// <param name="OverwrittenPictures">Captured and never encoded, because a newer picture came first.</param>
/// <param name="PublishedBytes">Chunks and indexes, each once.</param>
/// <param name="UploadedBytes">All that went over connections, messages and headers included.</param>
/// <param name="Copies">Uploaded pieces by published bytes: 1 is one copy of the stream, however many watch.</param>
/// <param name="Viewers">The most that were counted at one time.</param>
internal sealed record BroadcastSummary(
    long Frames,
    long OverwrittenPictures,
    long PublishedBytes,
    long UploadedBytes,
    double Copies,
    double MedianEncodeMs,
    double Seconds,
    int Viewers)
{
    public static BroadcastSummary Of(Broadcasting.LiveBroadcast broadcast, BroadcastProgress progress)
    {
        NodeStatistics node = broadcast.Statistics;
        return new BroadcastSummary(
            progress.Frames,
            broadcast.PicturesOverwritten,
            node.PublishedBytes,
            node.WireBytesSent,
            node.PublishedBytes > 0 ? Math.Round(node.PieceBytesSent / (double)node.PublishedBytes, 3) : 0,
            Math.Round(broadcast.MedianEncoding.TotalMilliseconds, 2),
            Math.Round(progress.Elapsed.TotalSeconds, 2),
            progress.ViewersMost);
    }

    /// <summary>One line for a person.</summary>
    public override string ToString()
    {
        string bytes = FormattableString.Invariant(
            $"{Amount.Of(PublishedBytes)} published, {Amount.Of(UploadedBytes)} uploaded ({Copies:F2} copies of the stream)");
        return FormattableString.Invariant(
            $"{Frames} frames in {Seconds:F1} s, {bytes}, {MedianEncodeMs:F1} ms to encode a picture, {Viewers} viewers at most");
    }
}
