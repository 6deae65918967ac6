namespace ScreenShare.Swarm.Identity;

/// <summary>From where an address can be reached, and so who may sensibly name it to whom.</summary>
internal enum AddressScope
{
    /// <summary>No host of its own: unspecified, multicast, reserved, link-local, or a tunnel that hides somebody else's address.</summary>
    None = 0,

    /// <summary>Anywhere. Documentation and benchmarking ranges (RFC 5737, 3849, 2544) too: laboratories use them.</summary>
    Global,

    /// <summary>Within one network: RFC 1918, shared address space (RFC 6598), unique local (RFC 4193).</summary>
    Private,

    /// <summary>This machine.</summary>
    Loopback,
}
