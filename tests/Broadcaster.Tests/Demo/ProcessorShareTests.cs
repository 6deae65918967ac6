using ScreenShare.Broadcaster.Demo;

namespace ScreenShare.Broadcaster.Tests.Demo;

public sealed class ProcessorShareTests : IDisposable
{
    private readonly DirectoryInfo _processes = Directory.CreateTempSubdirectory("screenshare-share-");
    private readonly ProcessorShare _share;

    public ProcessorShareTests() => _share = new ProcessorShare(TimeSpan.FromSeconds(1), _processes.FullName);

    public void Dispose() => _processes.Delete(recursive: true);

    [Fact]
    public void The_share_is_what_all_threads_ran_of_what_they_ran_and_waited()
    {
        Account(process: 7, thread: 7, "600 100 3");
        Account(process: 7, thread: 8, "100 100 3");
        Account(process: 9, thread: 9, "300 800 3");
        _share.Read([7, 9]);

        Assert.Equal(0.5, _share.Share);
    }

    [Fact]
    public void A_process_that_has_ended_keeps_its_account()
    {
        Account(process: 7, thread: 7, "100 300 3");
        _share.Read([7]);
        Directory.Delete(Path.Combine(_processes.FullName, "7"), recursive: true);
        _share.Read([7]);

        Assert.Equal(0.25, _share.Share);
    }

    [Fact]
    public void Without_accounts_a_loop_that_is_woken_late_tells_of_a_busy_machine()
    {
        foreach (int second in (int[])[0, 2, 4, 6]) _share.HandleWaking(TimeSpan.FromSeconds(second));

        Assert.Equal(0.5, _share.Share);
    }

    [Fact]
    public void As_long_as_nothing_is_known_the_machine_is_taken_to_be_free() => Assert.Equal(1, _share.Share);

    private void Account(int process, int thread, string text)
    {
        string path = Path.Combine(_processes.FullName, $"{process}", "task", $"{thread}");
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, "schedstat"), text);
    }
}
