using System.Buffers.Binary;
using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Wire.Live;

/// <summary>
/// What the sender asks of the receiver once and for all, until the next such message replaces it:
/// <c>| wanted (4) | refused (4) | uplink (4) | flags (1) | depths (9) | passed on (4) | burden (1) | children (8) |</c>.
/// </summary>
/// <param name="Wanted">Stripes whose chunks (or manifests) the receiver shall send as soon as it has them.</param>
/// <param name="Refused">Of those the receiver wants or may want: the ones the sender does not send.</param>
/// <param name="UplinkBytesPerSecond">As the sender has measured its own; 0: not yet.</param>
/// <param name="TakesOffers">The receiver may send first copies unasked.</param>
/// <param name="HavesMayWait">The sender is served: haves may be gathered and sent as bitfields, and manifests kept back.</param>
/// <param name="Depths">How far from the source the sender gets each stripe.</param>
/// <param name="PassedOn">Stripes for which others depend on the sender.</param>
/// <param name="Burden">For how many stripes of how many neighbours in all; 255: or more.</param>
/// <param name="Children">How many depend on the sender for each stripe that it wants of the receiver.</param>
public readonly record struct Standing(
    StripeSet Wanted, StripeSet Refused, uint UplinkBytesPerSecond, bool TakesOffers, bool HavesMayWait, StripeDepths Depths,
    StripeSet PassedOn, byte Burden, StripeCounts Children)
{
    private const byte TakesOffersFlag = 1;
    private const byte HavesMayWaitFlag = 2;

    /// <summary>
    /// A viewer that takes the frames it chooses: it is told now and then what there is, and sent nothing unasked but manifests.
    /// </summary>
    public bool Chooses => HavesMayWait && !TakesOffers && Depths[Stripes.Manifests] == StripeDepths.None;

    public static bool TryRead(ReadOnlySpan<byte> body, out Standing message)
    {
        message = default;
        if (body.Length != LiveMessageLengths.Standing) return false;
        uint wanted = BinaryPrimitives.ReadUInt32BigEndian(body);
        uint refused = BinaryPrimitives.ReadUInt32BigEndian(body[4..]);
        uint passedOn = BinaryPrimitives.ReadUInt32BigEndian(body[22..]);
        byte flags = body[12];
        if (((wanted | refused | passedOn) & ~StripeSet.All.Bits) != 0 || flags > (TakesOffersFlag | HavesMayWaitFlag) || body[21] > 0xF)
            return false;
        message = new(
            new StripeSet(wanted), new StripeSet(refused), BinaryPrimitives.ReadUInt32BigEndian(body[8..]),
            (flags & TakesOffersFlag) != 0, (flags & HavesMayWaitFlag) != 0,
            new StripeDepths(BinaryPrimitives.ReadUInt64LittleEndian(body[13..]), body[21]),
            new StripeSet(passedOn), body[26], new StripeCounts(BinaryPrimitives.ReadUInt64LittleEndian(body[27..])));
        return true;
    }

    internal void Write(Span<byte> body)
    {
        BinaryPrimitives.WriteUInt32BigEndian(body, Wanted.Bits);
        BinaryPrimitives.WriteUInt32BigEndian(body[4..], Refused.Bits);
        BinaryPrimitives.WriteUInt32BigEndian(body[8..], UplinkBytesPerSecond);
        body[12] = (byte)((TakesOffers ? TakesOffersFlag : 0) | (HavesMayWait ? HavesMayWaitFlag : 0));
        BinaryPrimitives.WriteUInt64LittleEndian(body[13..], Depths.OfChunks);
        body[21] = Depths.OfManifests;
        BinaryPrimitives.WriteUInt32BigEndian(body[22..], PassedOn.Bits);
        body[26] = Burden;
        BinaryPrimitives.WriteUInt64LittleEndian(body[27..], Children.Nibbles);
    }
}
