namespace ScreenShare.Broadcaster.Capture.Pictures;

/// <summary>What the blocks of a picture's file say of it, before anything is decoded.</summary>
/// <param name="IsWhole">False: its end is missing. Decoders fill up such a picture with grey, or with what memory held.</param>
/// <param name="Frames">1: a still picture.</param>
/// <param name="Plays">How often an animation is played; 0: for ever.</param>
internal readonly record struct PictureOutline(PictureFormat Format, bool IsWhole, int Frames = 1, int Plays = 1)
{
    /// <summary>Enough to tell what <see cref="FormatOf"/> tells.</summary>
    public const int HeadBytes = 18;

    public bool IsAnimated => Frames > 1;

    /// <summary>By its first bytes, whatever it is called. A name's ending may be wrong, as browsers know.</summary>
    /// <param name="head">May be short.</param>
    public static PictureFormat FormatOf(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith(PngOutline.Signature)) return PictureFormat.Png;
        if (head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8)) return PictureFormat.Gif;
        if (head.StartsWith(JpegOutline.Start)) return PictureFormat.Jpeg;
        if (WebpOutline.IsOne(head)) return PictureFormat.Webp;
        return BmpOutline.IsOne(head) ? PictureFormat.Bmp : PictureFormat.None;
    }

    /// <param name="file">All of it, of one of the formats.</param>
    public static PictureOutline Of(ReadOnlySpan<byte> file) => FormatOf(file) switch
    {
        PictureFormat.Png => PngOutline.Of(file),
        PictureFormat.Gif => GifOutline.Of(file),
        PictureFormat.Jpeg => JpegOutline.Of(file),
        PictureFormat.Webp => WebpOutline.Of(file),
        PictureFormat.Bmp => BmpOutline.Of(file),
        _ => default,
    };
}
