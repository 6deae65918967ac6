using ScreenShare.Broadcaster.Capture;
using ScreenShare.Frames;

namespace ScreenShare.Broadcaster.Tests.Capture;

internal static class PictureFill
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Captures until the outcome is the one waited for; fails after <see cref="Patience"/>.</summary>
    public static async Task UntilAsync(this IScreenSource source, CaptureOutcome outcome, Picture picture)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        while (await source.CaptureAsync(picture, patience.Token) != outcome) await Task.Yield();
    }

    public static bool IsOpaque(this Picture picture)
    {
        for (int i = Picture.PixelBytes - 1; i < picture.Pixels.Length; i += Picture.PixelBytes)
        {
            if (picture.Pixels[i] != 255) return false;
        }

        return true;
    }
}
