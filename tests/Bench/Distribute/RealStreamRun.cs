namespace ScreenShare.Bench.Distribute;

/// <summary>What one stream among real nodes gave; written by the source as one line of JSON, its last.</summary>
/// <param name="Viewers">From number 1.</param>
/// <param name="SourceCopies">Piece bytes the source sent, as a multiple of all frames'.</param>
internal sealed record RealStreamRun(
    int Bytes, int ChunkBytes, int Frames, IReadOnlyList<RealStreamViewer> Viewers, double SourceCopies);

/// <summary>One of its viewers; delays in seconds, from publication to release.</summary>
/// <param name="Wrong">Pictures that were not those published.</param>
internal sealed record RealStreamViewer(double PicturesPerSecond, double Median, double P95, double Worst, int Wrong);
