namespace ScreenShare.Bench.Measuring;

/// <summary>
/// The postal bound for a frame that spreads from uplink to uplink with a delay on the way, in seconds until its last viewer has it.
/// With delay d and chunk time t the holders of a chunk grow at best as P(x) = P(x−t) + P(x−t−d) (Bianchi, arXiv 0902.1394). Of a frame
/// alone the last chunk leaves the source after m−1 others; in a stream the source has, besides, only so much upload for each frame.
/// </summary>
internal sealed class PostalBound
{
    private readonly int _chunks;
    private readonly int _viewers;
    private readonly double _sourceTime;
    private readonly double _viewerTime;
    private readonly double _delay;

    /// <param name="chunkBytes">Of each of the frame's chunks, packet headers not counted.</param>
    /// <param name="sourceUp">In bytes per second, packet headers included; so is the other.</param>
    /// <param name="viewerUp">The fastest viewer's.</param>
    /// <param name="delaySeconds">The shortest from any host to any other, one way.</param>
    public PostalBound(int chunks, double chunkBytes, int viewers, double sourceUp, double viewerUp, double delaySeconds)
    {
        _chunks = chunks;
        _viewers = viewers;
        _sourceTime = chunkBytes * Bounds.HeaderFactor / sourceUp;
        _viewerTime = chunkBytes * Bounds.HeaderFactor / viewerUp;
        _delay = delaySeconds;
    }

    /// <summary>For the viewer that comes after this share of all of them; 1 is the last.</summary>
    public double IsolatedFrame(double share = 1) => ((_chunks - 1) * _sourceTime) + Spread(int.MaxValue, share);

    /// <summary>
    /// The source sends so many chunks of each frame as its uplink takes between two frames, and shares them out as is best: chunks that
    /// leave later get more copies. Below one copy of each chunk there is no bound: infinite.
    /// </summary>
    public double Streaming(double framesPerSecond, double share = 1)
    {
        int budget = (int)(1 / framesPerSecond / _sourceTime);
        if (budget < _chunks) return double.PositiveInfinity;
        var spreads = new double[budget - _chunks + 1];
        for (int copies = 1; copies <= spreads.Length; copies++)
            spreads[copies - 1] = Spread(copies, share);
        double least = IsolatedFrame(share);
        double most = ((_chunks - 1) * _sourceTime) + spreads[0];
        while (most - least > 1e-6)
        {
            double middle = (least + most) / 2;
            (least, most) = CopiesFor(middle, spreads) <= budget ? (least, middle) : (middle, most);
        }

        return most;
    }

    /// <summary>How many copies the source must send for every chunk to be everywhere by then.</summary>
    private long CopiesFor(double seconds, double[] spreads)
    {
        long copies = 0;
        for (int chunk = 0; chunk < _chunks; chunk++)
        {
            double left = seconds - (chunk * _sourceTime);
            int needed = Array.FindIndex(spreads, spread => spread <= left);
            copies += needed < 0 ? int.MaxValue : needed + 1;
        }

        return copies;
    }

    /// <summary>Time for one chunk to reach that share of the viewers, when the source sends no more copies of it than these.</summary>
    private double Spread(int sourceCopies, double share)
    {
        int wanted = Math.Max(1, (int)Math.Ceiling(share * _viewers));
        var sends = new PriorityQueue<bool, double>(); // by when the copy has left; whether the source sent it
        sends.Enqueue(true, _sourceTime);
        int sentBySource = 0;
        for (int arrived = 0; ; )
        {
            sends.TryDequeue(out bool isSource, out double left); // there is always one: every copy sent makes another sender
            if (++arrived == wanted) return left + _delay;
            if (!isSource || ++sentBySource < sourceCopies) sends.Enqueue(isSource, left + (isSource ? _sourceTime : _viewerTime));
            sends.Enqueue(false, left + _delay + _viewerTime);
        }
    }
}
