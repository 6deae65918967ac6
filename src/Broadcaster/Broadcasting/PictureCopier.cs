using ScreenShare.Frames;

namespace ScreenShare.Broadcaster.Broadcasting;

/// <summary>Copies captured pictures, made smaller by a fixed factor if one was asked for. Owned by the capture task.</summary>
/// <param name="scale">From 0.1 to 1; 1 copies.</param>
internal sealed class PictureCopier(double scale)
{
    private PictureScaler? _scaler;
    private PictureSize _from;

    /// <summary>The size that pictures of size <paramref name="captured"/> are sent in; at least 1x1.</summary>
    public PictureSize SizeOf(PictureSize captured) => new(Scaled(captured.Width), Scaled(captured.Height));

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
