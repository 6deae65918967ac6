using ScreenShare.Frames;
using ScreenShare.Swarm.Publishing;

namespace ScreenShare.Broadcaster.Broadcasting;

/// <summary>What <see cref="PictureEncoder.Encode"/> made of a picture.</summary>
/// <param name="Payloads">One for each changed tile, in order; borrowed until the next call. Empty: nothing changed.</param>
/// <param name="Spare">A picture that the encoder needs no more; null after the first.</param>
internal readonly record struct EncodedTiles(IReadOnlyList<SlotPayload> Payloads, Picture? Spare);
