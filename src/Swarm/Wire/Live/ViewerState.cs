namespace ScreenShare.Swarm.Wire.Live;

/// <summary>How a viewer is doing, in two bits; a fourth value is reserved and counts as following.</summary>
public enum ViewerState
{
    /// <summary>Nothing to show yet.</summary>
    Joining = 0,

    Following = 1,

    /// <summary>More than a tenth of the pictures passed over since the epoch before.</summary>
    Behind = 2,
}
