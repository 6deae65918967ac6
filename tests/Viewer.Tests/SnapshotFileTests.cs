using ScreenShare.Frames;
using ScreenShare.Viewer.Console;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.PixelFormats;

namespace ScreenShare.Viewer.Tests;

public sealed class SnapshotFileTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("viewer-tests");

    [Fact]
    public void A_snapshot_is_a_png_and_nothing_is_left_beside_it()
    {
        var file = new SnapshotFile(Path.Combine(_directory.FullName, "last.png"));
        Assert.Null(file.FindProblem());
        Assert.Empty(_directory.GetFiles());

        file.Write(new Picture(new PictureSize(3, 2)));
        file.Write(new Picture(new PictureSize(3, 2)));

        FileInfo written = Assert.Single(_directory.GetFiles());
        Assert.Equal("last.png", written.Name);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(written.FullName)[..4]);
    }

    [Theory]
    [InlineData("last.png", "PNG", 0)]
    [InlineData("last.PNG", "PNG", 0)]
    [InlineData("last.jpg", "JPEG", 20)]
    [InlineData("last.jpeg", "JPEG", 20)]
    [InlineData("last.webp", "Webp", 0)]
    public void The_ending_says_the_format_and_only_jpeg_is_not_exact(string name, string format, int differenceMax)
    {
        Picture picture = Shaded(new PictureSize(61, 37));
        var file = new SnapshotFile(Path.Combine(_directory.FullName, name));

        Assert.Null(file.FindProblem());
        file.Write(picture);

        using Image<Bgra32> read = Image.Load<Bgra32>(file.Path, out IImageFormat written);
        var pixels = new byte[picture.Pixels.Length];
        read.CopyPixelDataTo(pixels);
        Assert.Equal(format, written.Name);
        Assert.Equal((61, 37), (read.Width, read.Height));
        for (int i = 0; i < pixels.Length; i++) Assert.InRange(pixels[i] - picture.Pixels[i], -differenceMax, differenceMax);
    }

    [Theory]
    [InlineData("last")]
    [InlineData("last.gif")]
    [InlineData("last.png.part")]
    [InlineData(".png2")]
    public void An_ending_that_says_no_format_is_refused_with_those_that_do(string name)
    {
        string path = Path.Combine(_directory.FullName, name);

        Assert.Equal(
            $"cannot write a snapshot to {path}: its ending says no format; let it end in .png, .jpg, .jpeg or .webp",
            new SnapshotFile(path).FindProblem());
        Assert.Throws<IOException>(() => new SnapshotFile(path).Write(new Picture(new PictureSize(3, 2))));
        Assert.Empty(_directory.GetFiles());
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("no/such/directory.png")]
    public void What_is_in_the_way_is_said_in_one_line(string name)
    {
        string path = name.Length == 0 ? "" : Path.Combine(_directory.FullName, name);

        string? problem = new SnapshotFile(path).FindProblem();

        Assert.NotNull(problem);
        Assert.DoesNotContain('\n', problem);
    }

    [Fact]
    public void Files_of_others_at_any_name_beside_it_and_what_links_lead_to_stay_as_they_are()
    {
        string path = Path.Combine(_directory.FullName, "last.png");
        File.WriteAllText(path + ".part", "half a download");
        File.WriteAllText(Path.Combine(_directory.FullName, "victim"), "precious");
        File.CreateSymbolicLink(path, Path.Combine(_directory.FullName, "victim"));
        var file = new SnapshotFile(path);

        Assert.Null(file.FindProblem());
        file.Write(new Picture(new PictureSize(3, 2)));

        Assert.Equal("half a download", File.ReadAllText(path + ".part"));
        Assert.Equal("precious", File.ReadAllText(Path.Combine(_directory.FullName, "victim")));
        Assert.Null(new FileInfo(path).LinkTarget);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal(3, _directory.GetFiles().Length);
    }

    [Fact]
    public void A_picture_that_cannot_take_its_place_leaves_nothing_behind()
    {
        string path = Path.Combine(_directory.FullName, "taken.png");
        File.WriteAllText(path, "mine");

        Assert.Throws<IOException>(() => new SnapshotFile(path).Write(new Picture(new PictureSize(3, 2)), replaces: false));

        Assert.Equal("mine", File.ReadAllText(Assert.Single(_directory.GetFiles()).FullName));
    }

    [Fact]
    public void A_device_is_no_place_for_a_snapshot() =>
        Assert.Contains("/dev/null", new SnapshotFile("/dev/null").FindProblem(), StringComparison.Ordinal);

    public void Dispose() => _directory.Delete(recursive: true);

    // Soft, as JPEG likes it, with each channel going its own way.
    private static Picture Shaded(PictureSize size)
    {
        var picture = new Picture(size);
        for (int y = 0; y < size.Height; y++)
        {
            Span<byte> row = picture.Row(y);
            for (int x = 0; x < size.Width; x++)
            {
                Span<byte> pixel = row.Slice(x * Picture.PixelBytes, Picture.PixelBytes);
                (pixel[0], pixel[1], pixel[2]) = ((byte)(x * 4), (byte)(y * 6), (byte)(x + y));
            }
        }

        return picture;
    }
}
