using ScreenShare.Simulator.Network;

namespace ScreenShare.Simulator.Distribution;

/// <summary>Something that happens to a host at a time: 0 is the source, i the i-th viewer.</summary>
/// <param name="Link">What a link changes to; with <see cref="StepKind.Link"/> only.</param>
public sealed record DistributionStep(TimeSpan At, StepKind Kind, int Host, HostLink? Link = null)
{
    public override string ToString() =>
        $"at {At.TotalSeconds:0.000} s: {Kind} of {(Host == 0 ? "the source" : $"h{Host}")}{(Link is null ? "" : $" to {Link}")}";
}

public enum StepKind
{
    None = 0,

    /// <summary>Rates, delay and loss are others from now on.</summary>
    Link,

    /// <summary>No packet gets in or out, and nobody is told, until <see cref="Heal"/>.</summary>
    Cut,
    Heal,

    /// <summary>The machine is gone for good, and nobody is told.</summary>
    SilentDeath,

    /// <summary>The program is gone; its connections are reset.</summary>
    Reset,
}
