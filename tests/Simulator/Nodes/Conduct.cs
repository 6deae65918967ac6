namespace ScreenShare.Simulator.Nodes;

/// <summary>How a viewer's node behaves towards the others.</summary>
public enum Conduct
{
    None = 0,
    Honest,

    /// <summary>Takes pieces and never sends one, nor says no.</summary>
    FreeRider,

    /// <summary>Sends pieces in which a byte is wrong.</summary>
    WrongPieces,

    /// <summary>Says it has chunks that it has not, and does not answer when it is asked for them.</summary>
    FalseHaves,
}
