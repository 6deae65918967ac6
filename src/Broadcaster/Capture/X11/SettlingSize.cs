using ScreenShare.Frames;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>
/// A window's size while somebody drags its edge. Another size is another session, for which every tile is sent: so it counts only once
/// it has rested.
/// </summary>
internal sealed class SettlingSize(PictureSize size, TimeProvider time)
{
    public static readonly TimeSpan RestTime = TimeSpan.FromMilliseconds(200);

    private long _changedAt;

    public PictureSize Newest { get; private set; } = size;

    public bool HasRested => time.GetElapsedTime(_changedAt) >= RestTime;

    public void Handle(PictureSize size)
    {
        if (size == Newest) return;
        Newest = size;
        _changedAt = time.GetTimestamp();
    }
}
