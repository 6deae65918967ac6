using ScreenShare.Frames;
using ScreenShare.Swarm.Publishing;

namespace ScreenShare.Broadcaster.Broadcasting;

/// <summary>What <see cref="PictureSession.Encode"/> made of a picture and what lies over it.</summary>
/// <param name="Payloads">One for each changed slot, in order; borrowed until the next call. Empty: nothing changed.</param>
/// <param name="Tiles">How many of them are tiles; the others are layers.</param>
/// <param name="PointerChanged">The pointer moved or looks different.</param>
/// <param name="Spare">A picture that is needed no more; null after the first.</param>
internal readonly record struct EncodedPicture(IReadOnlyList<SlotPayload> Payloads, int Tiles, bool PointerChanged, Picture? Spare)
{
    /// <summary>Something new to look at, as viewers count it: a notice alone is not.</summary>
    public bool HasPicture => Tiles > 0 || PointerChanged;
}
