using ScreenShare.Frames;
using ScreenShare.Viewer.Console;

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

    public void Dispose() => _directory.Delete(recursive: true);
}
