using System.Globalization;
using ScreenShare.Swarm.Content;

namespace ScreenShare.Bench.Link;

/// <summary>What one run of <c>link</c> sends; handed to the source's process as arguments.</summary>
/// <param name="WarmFrames">Sent first and not measured: code is compiled meanwhile, and the window of four key frames fills.</param>
/// <param name="WindowFrames">On their way at once: one being decrypted and two waiting for it, as many as the host holds.</param>
internal sealed record LinkPlan(int Frames, int WarmFrames, int WindowFrames, int FrameBytes, int ChunkBytes)
{
    private const int RecordsPerChunk = 2; // of 8 KiB at the usual chunk: about a lossless tile of 64 × 64

    public int PayloadBytes => (ChunkBytes / RecordsPerChunk) - Record.OverheadBytes;

    public int Slots => Math.Max(1, FrameBytes / PayloadBytes);

    public string[] ToArguments() =>
    [
        "--frames", Text(Frames), "--warm", Text(WarmFrames), "--window", Text(WindowFrames),
        "--frame-bytes", Text(FrameBytes), "--chunk", Text(ChunkBytes),
    ];

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
