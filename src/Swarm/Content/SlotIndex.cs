namespace ScreenShare.Swarm.Content;

/// <summary>A place whose content changes, from 0 below the stream's slot count. What it means is the business of the pictures.</summary>
public readonly record struct SlotIndex(ushort Value)
{
    public override string ToString() => Value.ToString();
}
