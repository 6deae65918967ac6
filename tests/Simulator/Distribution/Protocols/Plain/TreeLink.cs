using ScreenShare.Swarm;

namespace ScreenShare.Simulator.Distribution.Protocols.Plain;

/// <summary>A connection to a parent, to a child, or to a node that is asked to be the parent.</summary>
internal sealed class TreeLink(ConnectionId connection, ConnectionSide side, Instant since) : PlainLink(connection, side)
{
    public TreeRole Role { get; set; }

    /// <summary>The other end, as in addresses; -1: an accepted connection that has not said.</summary>
    public int Number { get; set; } = -1;

    public Instant Since { get; } = since;

    /// <summary>Of a child: what it is sent next.</summary>
    public int Round { get; set; }

    public int Chunk { get; set; }

    /// <summary>Of a child: nodes in its part of the tree, itself included.</summary>
    public int Below { get; set; } = 1;
}

internal enum TreeRole : byte
{
    None = 0,
    Candidate,
    Parent,
    Child,
}
