using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Window;

namespace ScreenShare.Swarm.Playout;

/// <summary>What a stream brings, beside what a viewer has lately been able to fetch.</summary>
internal static class StreamRate
{
    /// <summary>Enough frames for a mean.</summary>
    private const int FramesMax = 60;

    /// <summary>Measured rates vary, and a downlink that is only just as fast as the stream has no room for anything else.</summary>
    private const double Room = 1.25;

    /// <param name="downlinkBytesPerSecond">0: not measured.</param>
    public static bool LeavesRoom(double downlinkBytesPerSecond, FrameWindow window) =>
        BytesPerSecond(window) * Room < downlinkBytesPerSecond;

    /// <param name="fetched">Complete, and all of it was fetched since it was chosen.</param>
    public static bool IsAbove(Target fetched, FrameWindow window, Instant now)
    {
        long bytes = 0;
        foreach ((ChunkSet set, int chunk) in fetched.Chunks)
            bytes += set.Chunk(chunk).Bytes.Length;
        double fetchedPerSecond = bytes / Math.Max((now - fetched.ChosenAt).TotalSeconds, 1e-3);
        return BytesPerSecond(window) > fetchedPerSecond;
    }

    private static double BytesPerSecond(FrameWindow window)
    {
        if (window.NewestFrame is not { } newest) return 0;
        long bytes = 0;
        WindowFrame oldest = newest;
        FrameNumber f = newest.Frame;
        for (int i = 0; i < FramesMax && window[f] is { IsIndexed: true } frame; i++, f = f.Previous)
        {
            foreach (ChunkEntry chunk in frame.Delta?.Index is { } index ? index.Chunks : [])
                bytes += chunk.Length;
            oldest = frame;
        }

        double seconds = (newest.Manifest.CaptureTime - oldest.Manifest.CaptureTime).TotalSeconds;
        return seconds > 0 ? bytes / seconds : 0;
    }
}
