using System.Globalization;
using ScreenShare.Swarm.Node;
using ScreenShare.Swarm.Sockets;

namespace ScreenShare.Bench.Distribute;

/// <summary>What one node and its process have spent so far; the difference of two is what a blob has cost.</summary>
internal readonly record struct NodeCounts(
    long PieceSent, long PieceReceived, long Duplicates, long WireSent, long Stolen, long CpuMicroseconds, long InterfaceSent)
{
    public long ProtocolSent => WireSent - PieceSent;

    /// <param name="interfaceName">Whose counter of sent bytes is read besides; null: none.</param>
    public static async Task<NodeCounts> ReadAsync(NodeHost host, string? interfaceName, CancellationToken cancellation)
    {
        NodeStatistics now = await host.GetStatisticsAsync(cancellation);
        return new NodeCounts(
            now.PieceBytesSent,
            now.PieceBytesReceived,
            now.DuplicateBytes,
            now.WireBytesSent,
            now.ChunksStolen,
            (long)Environment.CpuUsage.TotalTime.TotalMicroseconds,
            interfaceName is null ? 0 : InterfaceBytes.Sent(interfaceName));
    }

    public static NodeCounts Parse(ReadOnlySpan<string> words) => new(
        Number(words[0]), Number(words[1]), Number(words[2]), Number(words[3]), Number(words[4]), Number(words[5]), Number(words[6]));

    public static NodeCounts operator -(NodeCounts after, NodeCounts before) => new(
        after.PieceSent - before.PieceSent,
        after.PieceReceived - before.PieceReceived,
        after.Duplicates - before.Duplicates,
        after.WireSent - before.WireSent,
        after.Stolen - before.Stolen,
        after.CpuMicroseconds - before.CpuMicroseconds,
        after.InterfaceSent - before.InterfaceSent);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{PieceSent} {PieceReceived} {Duplicates} {WireSent} {Stolen} {CpuMicroseconds} {InterfaceSent}");

    private static long Number(string word) => long.Parse(word, CultureInfo.InvariantCulture);
}
