using ScreenShare.Frames;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Bmp;
using SixLabors.ImageSharp.Formats.Gif;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.Memory;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace ScreenShare.Broadcaster.Capture.Pictures;

/// <summary>
/// Decodes a picture that a person named, by ImageSharp: never bytes of a peer (docs/decisions/0001). Limits are checked before memory is
/// taken, and whatever is wrong with the file is one sentence.
/// </summary>
internal static class PictureFile
{
    /// <summary>A quarter of a gibibyte of pixels: an animation is held decoded, all of it. A longer one is played by ffmpeg.</summary>
    public const long AnimationPixelsMax = PictureSize.HeldPixelsMax / 4;

    private const int BytesMax = 1 << 30;

    // The largest picture that can be held, and what a decoder needs beside it.
    private const int AllocationMegabytesMax = 2048;

    private static readonly Configuration Formats = new(
        new PngConfigurationModule(),
        new JpegConfigurationModule(),
        new GifConfigurationModule(),
        new BmpConfigurationModule(),
        new WebpConfigurationModule())
    {
        MemoryAllocator = MemoryAllocator.Create(new MemoryAllocatorOptions
        {
            AllocationLimitMegabytes = AllocationMegabytesMax,
            MaximumPoolSizeMegabytes = 0, // one picture a broadcast: nothing is gained by keeping its memory
        }),
    };

    /// <summary>Enough to see what it is; less where the file has less.</summary>
    /// <param name="path">What a person called it.</param>
    /// <exception cref="CaptureException">It cannot be read.</exception>
    public static byte[] ReadHead(string path, string found) => GuardReading(path, () =>
    {
        using FileStream file = File.OpenRead(found);
        var head = new byte[PictureOutline.HeadBytes];
        int bytes = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return head[..bytes];
    });

    /// <summary>All of it.</summary>
    /// <param name="path">What a person called it.</param>
    /// <exception cref="CaptureException">It cannot be read, or is larger than a picture can be.</exception>
    public static byte[] Read(string path, string found) => GuardReading(path, () =>
        new FileInfo(found).Length <= BytesMax
            ? File.ReadAllBytes(found)
            : throw VideoFile.Cannot(path, "it is above a gibibyte; make a smaller one of it"));

    /// <summary>Its width and height as they stand in the file, before it is turned upright.</summary>
    /// <exception cref="CaptureException">It is damaged, or larger than any picture can be.</exception>
    public static PictureSize SizeOf(string path, byte[] file)
    {
        using var bytes = new MemoryStream(file);
        IImageInfo? seen = Guard(path, () => Image.Identify(Formats, bytes));
        if (seen is null) throw VideoFile.Cannot(path, "it begins as a picture, and is none or is damaged");
        if (seen.Width < 1 || seen.Height < 1) throw VideoFile.Cannot(path, "it has no pixel");
        return PictureSize.IsHeld(seen.Width, seen.Height)
            ? new PictureSize(seen.Width, seen.Height)
            : throw VideoFile.Cannot(path, $"it is {seen.Width}x{seen.Height}, too large for any picture here; make a smaller one of it");
    }

    /// <summary>All its frames, each a whole picture, turned upright where the file says how it was taken (EXIF, orientation).</summary>
    /// <exception cref="CaptureException">It is damaged, or this machine has no room for it.</exception>
    public static Image<Bgra32> Decode(string path, byte[] file) => Guard(path, () =>
    {
        Image<Bgra32> image = Image.Load<Bgra32>(Formats, file, out IImageFormat _);
        image.Mutate(picture => picture.AutoOrient());
        return image;
    });

    private static byte[] GuardReading(string path, Func<byte[]> read)
    {
        try
        {
            return read();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw VideoFile.Cannot(path, $"it cannot be read: {refused.Message}", refused);
        }
    }

    // A decoder that meets what it did not expect throws whatever comes of it.
    private static T Guard<T>(string path, Func<T> decode)
    {
        try
        {
            return decode();
        }
        catch (Exception noRoom) when (noRoom is InvalidMemoryOperationException or OutOfMemoryException)
        {
            throw VideoFile.Cannot(path, "it is too large for this machine; make a smaller one of it", noRoom);
        }
        catch (NotSupportedException unknown)
        {
            throw VideoFile.Cannot(path, "it is of a kind that cannot be read here; save it as PNG", unknown);
        }
        catch (Exception damage) when (damage is ImageFormatException or ImageProcessingException or InvalidDataException or IOException
            or InvalidOperationException or ArgumentException or ArithmeticException or IndexOutOfRangeException or NullReferenceException)
        {
            throw VideoFile.Cannot(path, "it is damaged", damage);
        }
    }
}
