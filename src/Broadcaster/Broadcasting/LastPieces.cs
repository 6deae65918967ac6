using ScreenShare.Swarm.Node;
using ScreenShare.Swarm.Sockets;

namespace ScreenShare.Broadcaster.Broadcasting;

/// <summary>
/// After the last frame: waits while viewers still fetch from this node, so that the last picture is out before the node leaves. Nobody
/// says "I have all of it", so a short silence stands for that.
/// </summary>
internal sealed class LastPieces(NodeHost host, TimeProvider time)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>Looks without a new piece: longer than the round trip to the other side of the world.</summary>
    private const int QuietLooks = 4;

    /// <summary>Three seconds. Whoever is slower gets the rest from other viewers.</summary>
    private const int LooksMax = 30;

    /// <param name="hurry">Whoever ended the broadcast waits no longer.</param>
    /// <exception cref="NodeHostException">The host has stopped.</exception>
    public async Task WaitAsync(CancellationToken hurry)
    {
        long sent = -1;
        int quiet = 0;
        for (int look = 0; look < LooksMax && quiet < QuietLooks && !hurry.IsCancellationRequested; look++)
        {
            NodeStatistics node = await host.GetStatisticsAsync(CancellationToken.None).ConfigureAwait(false);
            if (node.Neighbours.Count == 0) return;
            quiet = node.PieceBytesSent == sent ? quiet + 1 : 0;
            sent = node.PieceBytesSent;
            await Task.Delay(LookEvery, time, hurry).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
