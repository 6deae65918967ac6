namespace ScreenShare.Swarm;

/// <summary>Which end opened a connection.</summary>
public enum ConnectionSide
{
    None = 0,
    Dialled,
    Accepted,
}
