using ScreenShare.Frames;

namespace ScreenShare.Broadcaster.Broadcasting;

/// <summary>Copies captured pictures, made smaller by a fixed factor if one was asked for. Owned by the capture task.</summary>
/// <param name="scale">From 0.1 to 1; 1 copies.</param>
internal sealed class PictureCopier(double scale)
{
    /// <summary>What to do about a screen that is too large.</summary>
    public const string ShowAPart = "show a part, with --source screen:N (one monitor) or --source region:X,Y,WIDTHxHEIGHT";

    private PictureScaler? _scaler;
    private PictureSize _from;

    /// <summary>The size that pictures of size <paramref name="captured"/> are sent in; at least 1x1.</summary>
    public PictureSize SizeOf(PictureSize captured) => new(Scaled(captured.Width), Scaled(captured.Height));

    /// <summary>Whether pictures of this size can be sent.</summary>
    public bool Fits(PictureSize captured) => SizeOf(captured).IsSent;

    /// <summary>Why pictures of this size cannot be sent, in one line with what to do.</summary>
    /// <param name="hasParts">A part of it could be shown instead, as of a screen.</param>
    public static string WhyTooLarge(PictureSize captured, bool hasParts = true)
    {
        double enough = Math.Floor(100.0 * PictureSize.EdgeMax / Math.Max(captured.Width, captured.Height)) / 100;
        return FormattableString.Invariant(
            $"{captured} is too large to be sent, no edge may be above {PictureSize.EdgeMax} pixels: --scale {enough:0.##} makes it fit")
            + (hasParts ? $", or {ShowAPart}" : "");
    }

    /// <param name="to">Of the size that <see cref="SizeOf"/> says for <paramref name="from"/>.</param>
    public void Copy(Picture from, Picture to)
    {
        if (to.Size == from.Size)
        {
            from.CopyTo(to);
            return;
        }

        if (_scaler is null || _from != from.Size) _scaler = new PictureScaler(from.Size, to.Size);
        _from = from.Size;
        _scaler.Scale(from, to);
    }

    private int Scaled(int pixels) => Math.Clamp((int)Math.Round(pixels * scale), 1, pixels);
}
