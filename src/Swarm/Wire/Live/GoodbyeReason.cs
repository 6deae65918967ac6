namespace ScreenShare.Swarm.Wire.Live;

/// <summary>Why a peer closes the connection (wire protocol, section 4).</summary>
public enum GoodbyeReason : byte
{
    /// <summary>A reason of a later version: it is leaving all the same.</summary>
    Unknown = 0,
    Full = 1,
    Blocked = 2,
    Leaving = 3,
    Violation = 4,
    DuplicateConnection = 5,
    ConnectedToItself = 6,
}
