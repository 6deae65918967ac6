using ScreenShare.Frames;
using ScreenShare.Frames.Layers;

namespace ScreenShare.Broadcaster.Broadcasting;

/// <summary>
/// A picture on its way from capture to encode. Whoever took it owns it until it is given back to the <see cref="PictureExchange"/>.
/// </summary>
/// <param name="At">Just before the grab, by the <see cref="BroadcastClock"/>.</param>
/// <param name="Pointer">In the picture's own pixels.</param>
/// <param name="Notice">What viewers are to be told; empty: nothing.</param>
internal readonly record struct CapturedPicture(Picture Picture, DateTimeOffset At, PointerState Pointer = default, string Notice = "")
{
    private static readonly Picture TheSame = new(new PictureSize(1, 1));

    /// <summary>False: viewers keep the picture they have, and the pointer.</summary>
    public bool HasPicture => !ReferenceEquals(Picture, TheSame);

    /// <summary>Something to tell while there is no picture to be had.</summary>
    public static CapturedPicture OfNotice(string notice, DateTimeOffset at) => new(TheSame, at, Notice: notice);
}
