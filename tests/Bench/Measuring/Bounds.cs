namespace ScreenShare.Bench.Measuring;

/// <summary>
/// What no distribution of a blob can be faster than, in seconds. The fluid bound knows nothing but rates; the discrete one also counts
/// packet headers, and that a chunk can be passed on only when it is whole.
/// </summary>
internal static class Bounds
{
    /// <summary>A full packet on the wire for what it carries: Ethernet, IPv4 and TCP with timestamps.</summary>
    public const double HeaderFactor = 1514.0 / 1448;

    /// <summary>The source must send each byte once, the slowest viewer receive each, and all uplinks together send each N times.</summary>
    public static double Fluid(double bytes, BlobLinks links)
    {
        double source = bytes / links.SourceUp;
        double slowest = bytes / links.SlowestDown;
        double together = links.Viewers * bytes / (links.SourceUp + links.SumOfViewersUp);
        return Math.Max(source, Math.Max(slowest, together));
    }

    /// <summary>
    /// Chunks of full size, m of them. The last first copy leaves the source after m chunk times; from then on holders at best double
    /// with each chunk time of the fastest uplink (Bar-Noy and Kipnis 1994): (m−1) + ⌈log2(N+1)⌉ chunk times where all links are equal.
    /// The viewers' uplinks lie idle until a first chunk is there. Delays are not in it.
    /// </summary>
    public static double Discrete(double bytes, double chunkBytes, BlobLinks links)
    {
        double chunks = Math.Ceiling(bytes / chunkBytes);
        double chunk = chunkBytes * HeaderFactor;
        double doublings = Math.Ceiling(Math.Log2(links.Viewers + 1)) - 1;
        double source = (chunks * chunk / links.SourceUp) + (doublings * chunk / links.FastestUp);
        double slowest = chunks * chunk / links.SlowestDown;
        double idle = links.SumOfViewersUp * chunk / links.SourceUp;
        double together = ((links.Viewers * chunks * chunk) + idle) / (links.SourceUp + links.SumOfViewersUp);
        return Math.Max(source, Math.Max(slowest, together));
    }
}
