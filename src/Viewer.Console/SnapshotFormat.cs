using ScreenShare.Frames;
using ScreenShare.Frames.Png;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.PixelFormats;

namespace ScreenShare.Viewer.Console;

/// <summary>
/// How a snapshot is written, by the ending of its name. PNG by our own writer, which is twice as quick as ImageSharp's
/// (docs/decisions/0001). ImageSharp is given pixels that are already decoded, never a peer's bytes.
/// </summary>
internal sealed class SnapshotFormat
{
    /// <summary>For a person to choose from.</summary>
    public const string Endings = ".png, .jpg, .jpeg or .webp";

    private static readonly SnapshotFormat Png = new(PngFile.Write);

    // Text on screens is coloured at its edges: full resolution of colour, and a quality that leaves no marks around letters.
    private static readonly SnapshotFormat Jpeg = new(new JpegEncoder { Quality = 90, ColorType = JpegColorType.YCbCrRatio444 });

    // Exact, and at its quickest smaller than PNG all the same.
    private static readonly SnapshotFormat Webp =
        new(new WebpEncoder { FileFormat = WebpFileFormatType.Lossless, Method = WebpEncodingMethod.Fastest });

    private readonly Action<Picture, Stream> _write;

    private SnapshotFormat(Action<Picture, Stream> write) => _write = write;

    private SnapshotFormat(IImageEncoder encoder)
        : this((picture, file) => Encode(picture, encoder, file)) { }

    /// <summary>Null when the ending says none of those that can be written.</summary>
    public static SnapshotFormat? Of(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".PNG" => Png,
        ".JPG" or ".JPEG" => Jpeg,
        ".WEBP" => Webp,
        _ => null,
    };

    /// <exception cref="IOException">The stream does not take it.</exception>
    public void Write(Picture picture, Stream file) => _write(picture, file);

    private static void Encode(Picture picture, IImageEncoder encoder, Stream file)
    {
        using Image<Bgra32> image = Image.LoadPixelData<Bgra32>(picture.Pixels, picture.Size.Width, picture.Size.Height);
        using var encoded = new MemoryStream(); // encoders want to go back in what they have written
        image.Save(encoded, encoder);
        encoded.WriteTo(file);
    }
}
