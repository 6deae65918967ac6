namespace ScreenShare.Swarm.Peers;

/// <summary>Where an address comes from, by rising trust. What was once reached by dialling is proven, whatever its origin.</summary>
internal enum AddressOrigin
{
    /// <summary>A peer told of it.</summary>
    Heard = 0,

    /// <summary>A neighbour that dialled us named it as its own: the host is right, the port is its word.</summary>
    Named,

    /// <summary>The user gave it, in the link or otherwise.</summary>
    Given,
}
