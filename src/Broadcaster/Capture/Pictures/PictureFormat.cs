namespace ScreenShare.Broadcaster.Capture.Pictures;

/// <summary>What this program reads pictures of by itself. Others are left to ffmpeg.</summary>
internal enum PictureFormat
{
    None = 0,
    Png,
    Jpeg,
    Gif,
    Bmp,
    Webp,
}
