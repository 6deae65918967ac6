namespace ScreenShare.Swarm;

/// <summary>A connection of one node, numbered by its shell from 1 and never reused. <c>default</c> is no connection.</summary>
public readonly record struct ConnectionId(int Value) : IComparable<ConnectionId>
{
    public int CompareTo(ConnectionId other) => Value.CompareTo(other.Value);

    public override string ToString() => $"#{Value}";
}
