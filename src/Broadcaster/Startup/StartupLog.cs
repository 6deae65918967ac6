using Microsoft.Extensions.Logging;

namespace ScreenShare.Broadcaster.Startup;

internal static partial class StartupLog
{
    [LoggerMessage(1, LogLevel.Information, "Broadcasting {Source}; seed {Seed}")]
    public static partial void Starting(this ILogger log, string source, int seed);
}
