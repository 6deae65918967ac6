namespace ScreenShare.Swarm.Trees;

/// <summary>What others were told this node can pass on. A change by a quarter is news, less is noise.</summary>
internal sealed class ToldUplink
{
    private const double NewsFactor = 1.25;

    /// <summary>0: nothing yet.</summary>
    public uint BytesPerSecond { get; private set; }

    /// <summary>True when it is to be told anew.</summary>
    /// <param name="promised">Bytes per second; null before it was measured.</param>
    public bool Update(double? promised)
    {
        double told = Math.Max(BytesPerSecond, 1);
        if (promised is not { } now || (now < told * NewsFactor && now > told / NewsFactor)) return false;
        BytesPerSecond = (uint)Math.Clamp(now, 1, uint.MaxValue);
        return true;
    }
}
