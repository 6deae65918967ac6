using Microsoft.Extensions.Logging;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Sockets.Discovery;

/// <summary>
/// Addresses of DHT nodes that answered, from one run to the next: a line each, as people write them. What cannot be read is passed over,
/// and so is a file that cannot: there are other ways to begin.
/// </summary>
internal static class DhtNodesFile
{
    /// <summary>A few buckets of each family; asking them all takes four seconds.</summary>
    private const int NodesMax = 256;

    /// <summary>So many lines of the longest address.</summary>
    private const int BytesMax = NodesMax * 64;

    public static IReadOnlyList<PeerAddress> Read(string? path)
    {
        try
        {
            if (path is null || new FileInfo(path) is not { Exists: true, Length: <= BytesMax }) return [];
            return [.. File.ReadLines(path).Select(Parse).OfType<PeerAddress>().Take(NodesMax)];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>In one piece or not at all.</summary>
    public static void Write(string? path, IReadOnlyList<PeerAddress> nodes, ILogger log)
    {
        if (path is null) return;
        string unfinished = $"{path}.{Environment.ProcessId}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!); // a file's path has a folder
            File.WriteAllLines(unfinished, nodes.Take(NodesMax).Select(node => node.ToString()));
            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            DiscoveryLog.NodesNotKept(log, unwritable.Message);
        }
    }

    private static PeerAddress? Parse(string line) => PeerAddress.TryParse(line, out PeerAddress address) ? address : null;
}
