namespace ScreenShare.Broadcaster.Startup;

/// <summary>Where the packets of a network interface go.</summary>
internal enum CardWiring
{
    None = 0,

    /// <summary>Hardware, or what stands on it: a VLAN, a bond, a bridge with a real card in it.</summary>
    Outside,

    /// <summary>To another end somewhere, through another interface or a program: VPN, PPP, tap.</summary>
    Tunnel,

    /// <summary>Nowhere but this machine: loopback, and the networks of containers and virtual machines.</summary>
    Inside,
}
