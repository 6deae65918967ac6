using Microsoft.Extensions.Logging;
using ScreenShare.Broadcaster.Broadcasting;
using ScreenShare.Broadcaster.Capture;
using ScreenShare.Broadcaster.Display;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Broadcaster.Startup;

/// <summary>An ordinary broadcast: start it, print its link, show how it does, and sum up.</summary>
internal sealed class BroadcastRun(Options options, IBroadcastFace face, TimeProvider time, ILoggerFactory logs)
{
    /// <param name="stop">Ends the broadcast cleanly.</param>
    /// <exception cref="CaptureException">The source failed on the way; the summary has been shown.</exception>
    public async Task RunAsync(IScreenSource source, CancellationToken stop)
    {
        int seed = options.Seed ?? BroadcasterKeys.CreateSeed();
        logs.CreateLogger<BroadcastRun>().Starting(source.Description, seed);
        var node = new NodeSettings
        {
            Bind = options.Bind,
            Port = options.Port,
            Peers = options.Peers,
            UploadLimitBytesPerSecond = options.UploadLimitBytesPerSecond,
            Seed = seed,
        };
        await using LiveBroadcast broadcast =
            await LiveBroadcast.StartAsync(source, options.Broadcast, node, time, logs, stop).ConfigureAwait(false);
        face.Begin(new BroadcastInvitation(source.Description, LinkOf(broadcast).ToLinkText(), options.Qr));

        using var over = new CancellationTokenSource(options.Duration ?? Timeout.InfiniteTimeSpan, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop, over.Token);
        var progress = new BroadcastProgress(time);
        Task watching = new BroadcastWatch(broadcast, progress, face, time).RunAsync();
        try
        {
            await broadcast.RunAsync(ending.Token).ConfigureAwait(false);
        }
        finally
        {
            await watching.ConfigureAwait(false);
            face.End(BroadcastSummary.Of(broadcast, progress));
        }
    }

    private JoinLink LinkOf(LiveBroadcast broadcast)
    {
        IReadOnlyList<PeerEndpoint> peers = LinkAddresses.Choose(
            options.Addresses, options.Bind, MachineAddresses.All(), MachineAddresses.OfDefaultRoutes(), broadcast.Port);
        return new JoinLink(broadcast.Keys.Public.Infohash, options.Title, peers, trackers: [], broadcast.Keys.Content);
    }
}
