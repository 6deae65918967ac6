namespace ScreenShare.Bench.Link;

/// <summary>One run of <c>link</c>, warm frames left out.</summary>
/// <param name="Megabytes">Payload verified and decrypted.</param>
/// <param name="ViewerCores">Processor time of the viewer's process, decrypting included, over the run's time.</param>
/// <param name="AllocatedPerChunk">Bytes, by all threads of the viewer's process.</param>
internal sealed record LinkResult(
    double Megabytes, double Seconds, double SourceCores, double ViewerCores, double AllocatedPerChunk, long Chunks, int Skipped,
    int Collections)
{
    /// <summary>Of both processes together: what bounds the rate where all cores are busy.</summary>
    public double MicrosecondsPerChunk => (SourceCores + ViewerCores) * Seconds / Chunks * 1e6;

    public double MegabytesPerSecond => Megabytes / Seconds;
}
