namespace ScreenShare.Swarm.Content;

/// <summary>First 32 bits of a <see cref="SessionId"/>: what messages name a session by.</summary>
public readonly record struct SessionTag(uint Value)
{
    public override string ToString() => Value.ToString("x8");
}
