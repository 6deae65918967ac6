using ScreenShare.Simulator.Network;

namespace ScreenShare.Simulator.Scenarios;

/// <summary>Links the scenarios are made of.</summary>
public static class HomeLinks
{
    /// <summary>100 Mbit/s both ways, 10 ms between any two.</summary>
    public static HostLink Fibre { get; } = new()
    {
        UpBytesPerSecond = 12_500_000,
        DownBytesPerSecond = 12_500_000,
        Delay = TimeSpan.FromMilliseconds(5),
        Jitter = TimeSpan.FromMilliseconds(0.5),
    };
}
