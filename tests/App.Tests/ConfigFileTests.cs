using System.Text;
using ScreenShare.CommandLine;
using ScreenShare.CommandLine.Defaults;
using ScreenShare.EndToEnd.Tests;
using ScreenShare.TestPrograms;

namespace ScreenShare.App.Tests;

public sealed class ConfigFileTests : IDisposable
{
    private readonly Scratch _scratch = new();

    private string Path => _scratch.Path("config");

    [Fact]
    public void A_file_that_is_not_there_sets_nothing() => Assert.False(ConfigFile.Load(Location(isNamed: false)).IsThere);

    [Fact]
    public void A_file_that_somebody_named_must_be_there() =>
        AssertRefused("SCREENSHARE_CONFIG names the file, which cannot be read", isNamed: true);

    [Fact]
    public void A_folder_is_refused()
    {
        Directory.CreateDirectory(Path);

        AssertRefused("the file cannot be read: It is a folder.");
    }

    [Fact(Timeout = 60_000)]
    public async Task A_pipe_is_refused_and_not_waited_for()
    {
        await Programs.RunAsync(Programs.Require("mkfifo", "coreutils"), [Path], default, TestContext.Current.CancellationToken);

        AssertRefused("the file cannot be read: It is no file.");
    }

    [Fact]
    public void What_is_too_large_is_refused()
    {
        File.WriteAllBytes(Path, Enumerable.Repeat((byte)'\n', ConfigFile.BytesMax).ToArray());
        Assert.True(ConfigFile.Load(Location()).IsThere);
        File.AppendAllText(Path, "\n");

        AssertRefused("the file: more than 64 KiB");
    }

    [Fact]
    public void What_is_not_UTF8_is_refused_and_its_mark_is_not()
    {
        File.WriteAllText(Path, "fps = 20\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        Assert.Equal("fps", Assert.Single(ConfigFile.Load(Location()).Entries).Name);
        File.WriteAllText(Path, "fps = 20\n", Encoding.Unicode);

        AssertRefused("the file: this is not UTF-8 text");
    }

    [Fact]
    public void A_bad_line_is_named()
    {
        File.WriteAllText(Path, "\nfps\n");

        AssertRefused("the file, line 2: ");
    }

    public void Dispose() => _scratch.Dispose();

    private ConfigLocation Location(bool isNamed = false) => new(Path, "the file", isNamed);

    private void AssertRefused(string begins, bool isNamed = false)
    {
        StartupException refused = Assert.Throws<StartupException>(() => ConfigFile.Load(Location(isNamed)));
        Assert.StartsWith(begins, refused.Message);
        Assert.DoesNotContain('\n', refused.Message);
    }
}
