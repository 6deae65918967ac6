namespace ScreenShare.Swarm.Content;

/// <summary>One numbered picture of a session. This version carries track 0, the full picture.</summary>
public readonly record struct TrackId(byte Value)
{
    public static readonly TrackId Full;

    public override string ToString() => Value.ToString();
}
