namespace ScreenShare.Simulator.Network;

/// <summary>What lies between two hosts: delay, jitter, loss, window, and whether the path is cut.</summary>
internal sealed class Paths(NetworkOptions options, Random random)
{
    private readonly HashSet<(int, int)> _cut = [];

    public TimeSpan OneWay(VirtualHost from, VirtualHost to) => from.Link.Delay + to.Link.Delay;

    public TimeSpan RoundTrip(VirtualHost from, VirtualHost to) => 2 * OneWay(from, to);

    public TimeSpan RetransmissionTime(VirtualHost from, VirtualHost to) => RoundTrip(from, to) + options.RetransmissionMargin;

    public bool IsCut(VirtualHost one, VirtualHost other) => _cut.Count > 0 && _cut.Contains(Key(one, other));

    public void Cut(VirtualHost one, VirtualHost other) => _cut.Add(Key(one, other));

    public void Heal(VirtualHost one, VirtualHost other) => _cut.Remove(Key(one, other));

    /// <summary>How long a segment travels: delay, drawn jitter and, when a packet of it is lost, the time to send it again.</summary>
    public TimeSpan DrawTravelTime(VirtualHost from, VirtualHost to, int packets)
    {
        TimeSpan time = OneWay(from, to);
        TimeSpan jitter = from.Link.Jitter + to.Link.Jitter;
        if (jitter > TimeSpan.Zero) time += new TimeSpan(random.NextInt64(jitter.Ticks));
        double kept = (1 - from.Link.Loss) * (1 - to.Link.Loss);
        if (kept < 1 && random.NextDouble() >= Math.Pow(kept, packets)) time += RetransmissionTime(from, to);
        return time;
    }

    /// <summary>A floor and twice the bandwidth-delay product: a congestion control that neither starves a path nor floods it.</summary>
    public int WindowBytes(VirtualHost from, VirtualHost to)
    {
        long up = from.Link.UpBytesPerSecond;
        long down = to.Link.DownBytesPerSecond;
        if (up == 0 && down == 0) return options.WindowBytesMax;
        double rate = up == 0 ? down : down == 0 ? up : Math.Min(up, down);
        double window = options.WindowBytesMin + (2 * rate * RoundTrip(from, to).TotalSeconds);
        return (int)Math.Min(window, options.WindowBytesMax);
    }

    private static (int Low, int High) Key(VirtualHost one, VirtualHost other) =>
        (Math.Min(one.Id.Value, other.Id.Value), Math.Max(one.Id.Value, other.Id.Value));
}
