namespace ScreenShare.Swarm.Content;

/// <summary>
/// The chunks of a stream in sixteen interleaved parts, and its manifests as one more. A neighbour is asked once for a stripe and then
/// sends what belongs to it as soon as it has it. (Castro et al., SplitStream, 2003: several trees, so that everybody forwards in some of
/// them.)
/// </summary>
internal static class Stripes
{
    /// <summary>
    /// Enough to divide a frame between neighbours of unequal uplinks, few enough to learn each one's best parent in a second.
    /// </summary>
    public const int OfChunks = 16;

    /// <summary>The number of the manifests' own stripe.</summary>
    public const int Manifests = OfChunks;

    public const int Count = OfChunks + 1;

    /// <summary>Frames of few chunks must not leave all the work to the first stripes: each begins five further on.</summary>
    public static int Of(FrameNumber frame, int chunk) => (int)(((5 * (ulong)frame.Value) + (uint)chunk) % OfChunks);
}

/// <summary>A set of stripes, bit i for stripe i.</summary>
public readonly record struct StripeSet(uint Bits)
{
    public static StripeSet All => new((1u << Stripes.Count) - 1);

    public static StripeSet OfManifests => new(1u << Stripes.Manifests);

    public bool IsEmpty => Bits == 0;

    public bool this[int stripe] => (Bits & (1u << stripe)) != 0;

    public StripeSet With(int stripe) => new(Bits | (1u << stripe));

    public StripeSet Without(int stripe) => new(Bits & ~(1u << stripe));

    public StripeSet Or(StripeSet others) => new(Bits | others.Bits);

    public StripeSet And(StripeSet others) => new(Bits & others.Bits);

    public StripeSet Without(StripeSet others) => new(Bits & ~others.Bits);
}

/// <summary>
/// Hops from the source by which each stripe comes, four bits each: 0 is the source itself, <see cref="None"/> says that no promise leads
/// there. Whoever asks only those nearer than itself makes no cycle.
/// </summary>
public readonly record struct StripeDepths(ulong OfChunks, byte OfManifests)
{
    public const int None = 15;

    public static StripeDepths Nowhere => new(ulong.MaxValue, None);

    public int this[int stripe] => stripe == Stripes.Manifests ? OfManifests : (int)(OfChunks >> (4 * stripe)) & 0xF;

    /// <summary>Those that no promise leads to.</summary>
    public StripeSet Lost
    {
        get
        {
            StripeSet lost = default;
            for (int i = 0; i < Stripes.Count; i++)
                lost = this[i] == None ? lost.With(i) : lost;
            return lost;
        }
    }

    public StripeDepths With(int stripe, int depth) => stripe == Stripes.Manifests
        ? this with { OfManifests = (byte)depth }
        : this with { OfChunks = (OfChunks & ~(0xFUL << (4 * stripe))) | ((ulong)depth << (4 * stripe)) };
}

/// <summary>A number for each stripe of chunks, four bits each; 15: or more.</summary>
public readonly record struct StripeCounts(ulong Nibbles)
{
    public const int Most = 15;

    public int this[int stripe] => stripe == Stripes.Manifests ? 0 : (int)(Nibbles >> (4 * stripe)) & 0xF;

    public StripeCounts With(int stripe, int count) => stripe == Stripes.Manifests
        ? this
        : new((Nibbles & ~(0xFUL << (4 * stripe))) | ((ulong)Math.Min(count, Most) << (4 * stripe)));
}
