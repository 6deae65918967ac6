using System.Globalization;
using ScreenShare.CommandLine.Output;
using Serilog;
using Serilog.Core;
using Serilog.Formatting.Display;

namespace ScreenShare.Viewer.Tests;

public sealed class LogFileSinkTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("viewer-tests");
    private readonly List<string> _complaints = [];

    [Fact]
    public void A_log_that_cannot_be_written_is_said_once_and_disturbs_nothing()
    {
        using (Logger log = Open("/dev/full"))
        {
            log.Information("one");
            log.Information("two");
        }

        Assert.Contains("/dev/full", Assert.Single(_complaints), StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_that_others_empty_goes_on_at_its_new_end()
    {
        string path = Path.Combine(_directory.FullName, "log");
        using Logger log = Open(path);
        log.Information("one");
        File.WriteAllText(path, "");

        log.Information("two");

        Assert.Equal("two\n", File.ReadAllText(path));
        Assert.Empty(_complaints);
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private Logger Open(string path) => new LoggerConfiguration().WriteTo.Sink(
        new LogFileSink(path, new MessageTemplateTextFormatter("{Message:lj}\n", CultureInfo.InvariantCulture), _complaints.Add))
        .CreateLogger();
}
