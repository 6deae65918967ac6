using Microsoft.Extensions.Logging;
using ScreenShare.CommandLine;

namespace ScreenShare.Viewer.Tests;

public sealed class LogSetUpTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("viewer-tests");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_file_has_what_was_asked_for_with_its_day_and_whose_it_is(bool verbose)
    {
        string path = Path.Combine(_directory.FullName, "log");
        using (ILoggerFactory logs = LogSetUp.Open(new LogWishes(path, verbose), TerminalDrawing.Picture))
        {
            ILogger log = logs.CreateLogger("Whose");
            log.Log(LogLevel.Information, default, "news", exception: null, static (text, _) => text);
            log.Log(LogLevel.Debug, default, "detail", exception: null, static (text, _) => text);

            Assert.Equal(verbose ? 2 : 1, File.ReadAllLines(path).Length); // at once, not at the end
        }

        Assert.Matches(@"^\d{4}-\d\d-\d\d [\d:.]+ \S+ INF Whose news$", File.ReadAllLines(path)[0]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no-such-folder/log")]
    public void A_file_that_cannot_be_written_is_refused_at_once_by_the_options_name(string path)
    {
        StartupException refused = Assert.Throws<StartupException>(
            () => LogSetUp.Open(new LogWishes(path.Length == 0 ? path : Path.Combine(_directory.FullName, path)), TerminalDrawing.Picture));

        Assert.StartsWith("--log ", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Delete(recursive: true);
}
