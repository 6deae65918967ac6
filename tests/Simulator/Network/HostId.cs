namespace ScreenShare.Simulator.Network;

/// <summary>A machine of the emulated network, numbered from 1 in the order of creation. <c>default</c> is no host.</summary>
public readonly record struct HostId(int Value)
{
    public override string ToString() => $"host {Value}";
}
