namespace ScreenShare.Broadcaster.Display;

/// <summary>How a broadcast is doing now, over the last seconds.</summary>
/// <param name="Viewers">Nodes heard of and not known to be gone.</param>
internal readonly record struct BroadcastStatus(
    int Viewers, double FramesPerSecond, double BytesPerFrame, double UploadBytesPerSecond, TimeSpan Elapsed)
{
    /// <summary>One line for a person.</summary>
    public override string ToString()
    {
        string viewers = Viewers == 1 ? "1 viewer" : $"{Viewers} viewers";
        string frames = FormattableString.Invariant($"{FramesPerSecond:F1} frames/s  {Amount.Of(BytesPerFrame)} per frame");
        return FormattableString.Invariant($"{Elapsed:h\\:mm\\:ss}  {viewers}  {frames}  upload {Amount.Of(UploadBytesPerSecond)}/s");
    }
}
