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

    /// <summary>Captures until it is so.</summary>
    public static async Task UntilAsync(this IScreenSource source, Picture picture, Func<bool> isSo)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        while (!isSo()) await source.CaptureAsync(picture, patience.Token);
    }

    /// <summary>Until nothing has changed for a while: drawing and its news take their time through the server.</summary>
    public static async Task<Picture> StillAsync(this IScreenSource source, Picture? picture = null)
    {
        picture ??= new Picture(source.Size);
        for (int still = 0; still < 5; still++)
        {
            if (await source.CaptureAsync(picture, TestContext.Current.CancellationToken) != CaptureOutcome.Unchanged) still = 0;
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        return picture;
    }

    public static uint Pixel(this Picture picture, int x, int y) => BitConverter.ToUInt32(picture.Row(y)[(x * Picture.PixelBytes)..]);

    public static bool IsOpaque(this Picture picture)
    {
        for (int i = Picture.PixelBytes - 1; i < picture.Pixels.Length; i += Picture.PixelBytes)
        {
            if (picture.Pixels[i] != 255) return false;
        }

        return true;
    }
}
