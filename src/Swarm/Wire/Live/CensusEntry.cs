namespace ScreenShare.Swarm.Wire.Live;

/// <summary>One viewer in one epoch: a number it has drawn, and how it was doing then. Says nothing of who it is.</summary>
/// <param name="Bits">As it travels: the drawn number, then two bits of state.</param>
public readonly record struct CensusEntry(uint Bits)
{
    public const int Bytes = 4;

    /// <summary>Numbers are drawn below this. Of 10,000 viewers two draw the same one in one epoch of twenty.</summary>
    public const int NumbersEnd = 1 << 30;

    public CensusEntry(int number, ViewerState state)
        : this(((uint)number << 2) | (uint)state)
    {
    }

    public int Number => (int)(Bits >> 2);

    public ViewerState State => (ViewerState)(Bits & 3);
}
