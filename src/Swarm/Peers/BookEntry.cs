using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Peers;

/// <summary>What is known of one address of the <see cref="AddressBook"/>.</summary>
internal sealed class BookEntry(PeerAddress address, AddressOrigin origin, HostKey teller, Instant now)
{
    public PeerAddress Address { get; } = address;

    public AddressOrigin Origin { get; set; } = origin;

    /// <summary>Who told of it first; nobody's where the user did.</summary>
    public HostKey Teller { get; } = teller;

    /// <summary>Dialled and found to be a node of this swarm, at some time.</summary>
    public bool IsProven { get; set; }

    /// <summary>Leads to a node we know by another address.</summary>
    public bool IsAlias { get; set; }

    /// <summary>In a row.</summary>
    public int Failures { get; set; }

    /// <summary>For lack of a place, in a row.</summary>
    public int Refusals { get; set; }

    public Instant RefusedAt { get; set; }

    public Instant RetryAt { get; set; } = new(long.MinValue);

    /// <summary>Told of, or connected to, last.</summary>
    public Instant FreshAt { get; set; } = now;

    /// <summary>Nobody can have made it up: dialled as often as need be.</summary>
    public bool IsTrusted => Origin == AddressOrigin.Given || IsProven;

    /// <summary>Fit to be passed on: a connection has shown at least the host.</summary>
    public bool IsShown => Origin == AddressOrigin.Named || IsProven;
}
