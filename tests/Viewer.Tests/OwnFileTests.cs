using ScreenShare.CommandLine.Output;

namespace ScreenShare.Viewer.Tests;

public sealed class OwnFileTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("viewer-tests");

    [Fact]
    public void What_is_new_only_its_owner_reads()
    {
        OwnFile.CreateNew(At("picture")).Dispose();
        OwnFile.OpenToAppend(At("log")).Dispose();

        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(At("picture")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(At("log")));
    }

    [Fact]
    public void Nothing_is_written_through_a_link_to_a_file_or_to_nowhere()
    {
        File.WriteAllText(At("victim"), "precious");
        File.CreateSymbolicLink(At("link"), At("victim"));
        File.CreateSymbolicLink(At("dangling"), At("nothing"));

        foreach (string link in (string[])["link", "dangling"])
        {
            Assert.Throws<IOException>(() => OwnFile.OpenToAppend(At(link)));
            Assert.Throws<IOException>(() => OwnFile.CreateNew(At(link)));
        }

        Assert.Equal("precious", File.ReadAllText(At("victim")));
        Assert.False(File.Exists(At("nothing")));
    }

    [Fact]
    public async Task Nothing_is_written_to_a_file_with_another_name_to_a_pipe_or_to_a_folder()
    {
        File.WriteAllText(At("victim"), "precious");
        await RunAsync("ln", At("victim"), At("hard"));
        await RunAsync("mkfifo", At("pipe"));

        foreach (string name in (string[])["hard", "pipe", ""])
            Assert.Throws<IOException>(() => OwnFile.OpenToAppend(At(name)));

        Assert.Equal("precious", File.ReadAllText(At("victim")));
    }

    [Fact]
    public void A_file_of_ones_own_goes_on_at_its_end_and_a_device_takes_what_it_is_given()
    {
        File.WriteAllText(At("log"), "one\n");
        using (FileStream file = OwnFile.OpenToAppend(At("log")))
            file.Write("two\n"u8);
        using (FileStream nothing = OwnFile.OpenToAppend("/dev/null"))
            nothing.Write("gone"u8);

        Assert.Equal("one\ntwo\n", File.ReadAllText(At("log")));
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(program, arguments);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }

    private string At(string name) => Path.Combine(_directory.FullName, name);
}
