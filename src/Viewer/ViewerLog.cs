using Microsoft.Extensions.Logging;

namespace ScreenShare.Viewer;

internal static partial class ViewerLog
{
    [LoggerMessage(LogLevel.Warning, "{Count} records of frame {Frame} cannot be decoded; their tiles stay as they were")]
    public static partial void RecordsRefused(ILogger logger, int count, uint frame);

    [LoggerMessage(LogLevel.Warning, "Cannot find the address of {Host}: {Problem}")]
    public static partial void HostNotFound(ILogger logger, string host, string problem);

    [LoggerMessage(LogLevel.Information, "Joining {Infohash}, listening on port {Port}; the node's chance has seed {Seed}")]
    public static partial void Joining(ILogger logger, string infohash, int port, int seed);

    [LoggerMessage(LogLevel.Information, "{Notice}")]
    public static partial void Notice(ILogger logger, string notice);

    [LoggerMessage(LogLevel.Warning, "Whoever takes the pictures has not come back within {Seconds} s and is left behind")]
    public static partial void SinkStuck(ILogger logger, double seconds);
}
