namespace ScreenShare.Simulator;

/// <summary>
/// One seed for each purpose and index, from the run's own, so that what one part draws never shifts what another does.
/// (SplitMix64's finaliser.)
/// </summary>
public static class Seeds
{
    public static int Derive(int seed, SeedPurpose purpose, int index = 0)
    {
        ulong mixed = ((ulong)(uint)seed << 32) + ((ulong)purpose << 24) + (uint)index + 0x9E37_79B9_7F4A_7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58_476D_1CE4_E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D0_49BB_1331_11EB;
        return (int)((mixed ^ (mixed >> 31)) & int.MaxValue);
    }
}

public enum SeedPurpose
{
    None = 0,
    Network,
    Node,
    Broadcast,
    Hash,
    Scenario,
    Session,
    Churn,
}
