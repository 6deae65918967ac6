using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using ScreenShare.Broadcaster.Broadcasting;
using ScreenShare.Broadcaster.Capture;
using ScreenShare.Broadcaster.Display;
using ScreenShare.Broadcaster.Rooms;
using ScreenShare.CommandLine;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Sockets;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Broadcaster.Startup;

/// <summary>An ordinary broadcast: start it, print its link, show how it does, and sum up.</summary>
/// <param name="room">Borrowed; null: a link for once.</param>
/// <param name="watchCommand">What viewers are told to type before the link.</param>
/// <param name="commands">Lines typed while it runs; never completes.</param>
internal sealed class BroadcastRun(
    Options options,
    HeldRoom? room,
    IBroadcastFace face,
    string watchCommand,
    ChannelReader<string> commands,
    TimeProvider time,
    ILoggerFactory logs)
{
    /// <summary>Whoever was told to end does not wait for somebody to read why.</summary>
    private static readonly TimeSpan LastWordsAtMost = TimeSpan.FromMilliseconds(300);

    /// <summary>Why it ended though neither the source nor a person wanted it; null where they did.</summary>
    public string? EndReason { get; private set; }

    /// <param name="stop">Ends the broadcast cleanly.</param>
    /// <exception cref="CaptureException">The source failed on the way; the summary has been shown.</exception>
    public async Task RunAsync(IScreenSource source, CancellationToken stop)
    {
        int seed = options.Seed ?? BroadcasterKeys.CreateSeed();
        logs.CreateLogger<BroadcastRun>().Starting(source.Description, seed);
        using var identity = new BroadcastIdentity(room, options.NewKey, time);
        await using LiveBroadcast broadcast = await LiveBroadcast.StartAsync(
            source, options.Broadcast, NodeOf(seed), identity.Keys, identity.NextStart, time, logs, stop).ConfigureAwait(false);
        face.Begin(new BroadcastInvitation(source.Description, LinkOf(broadcast).ToLinkText(), watchCommand, options.Qr)
        {
            Room = room?.Name.ToString(),
            RoomLines = identity.Lines(),
        });

        using var over = new CancellationTokenSource(options.Duration ?? Timeout.InfiniteTimeSpan, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop, over.Token);
        var progress = new BroadcastProgress(time);
        var watch = new BroadcastWatch(broadcast, progress, face, commands, ObeyAsync, identity.Notices, time);
        Task watching = EndWhenLostAsync(watch.RunAsync(), ending);
        Task overtaken = EndWhenOvertakenAsync(broadcast, identity, ending);
        try
        {
            await broadcast.RunAsync(ending.Token).ConfigureAwait(false);
        }
        finally
        {
            // A task of its own: a terminal that was stopped, or a pipe that nobody reads, takes no words for as long as it likes.
            Task summingUp = Task.Run(SumUpAsync, CancellationToken.None);
            Task heard = ending.IsCancellationRequested ? Task.Delay(LastWordsAtMost, time, CancellationToken.None) : summingUp;
            await Task.WhenAny(summingUp, heard).ConfigureAwait(false);
            await ending.CancelAsync().ConfigureAwait(false);
            await overtaken.ConfigureAwait(false);
            if (summingUp.IsCompleted) await summingUp.ConfigureAwait(false);
        }

        async Task SumUpAsync()
        {
            await watching.ConfigureAwait(false);
            face.End(BroadcastSummary.Of(broadcast, progress));
        }

        async Task<string> ObeyAsync(string line)
        {
            switch (BroadcastCommand.Parse(line))
            {
                case BroadcastCommand.LimitUpload(var rate):
                    return await TryLimitAsync(broadcast, rate).ConfigureAwait(false);
                case BroadcastCommand.Quit:
                    await ending.CancelAsync().ConfigureAwait(false);
                    return "ending the broadcast";
                case BroadcastCommand.Help:
                    return BroadcastCommand.Help.Text;
                case BroadcastCommand.Unknown(var complaint):
                    return complaint;
                default:
                    throw new UnreachableException();
            }
        }
    }

    private NodeSettings NodeOf(int seed) => new()
    {
        Bind = options.Bind,
        Port = options.Port,
        Peers = options.Peers,
        Roads = options.Roads with
        {
            BindAddress = options.Bind,
            AnnouncedPort = options.Addresses.Select(host => host.Port).FirstOrDefault(), // the router's, as for the link
        },
        UploadLimitBytesPerSecond = options.UploadLimitBytesPerSecond,
        Seed = seed,
    };

    /// <summary>Who started it is told nothing any more: it ends, rather than go on unheard.</summary>
    private static async Task EndWhenLostAsync(Task watch, CancellationTokenSource ending)
    {
        try
        {
            await watch.ConfigureAwait(false);
        }
        catch (IOException)
        {
            await ending.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    // Those who met the later one never come back: nobody is served by going on.
    private async Task EndWhenOvertakenAsync(LiveBroadcast broadcast, BroadcastIdentity identity, CancellationTokenSource ending)
    {
        if (await broadcast.WhenOvertakenAsync(ending.Token).ConfigureAwait(false) is not { } later) return;
        EndReason = identity.HandleOvertaken(later);
        await ending.CancelAsync().ConfigureAwait(false);
    }

    private static async Task<string> TryLimitAsync(LiveBroadcast broadcast, long? rate)
    {
        try
        {
            await broadcast.SetUploadLimitAsync(rate, CancellationToken.None).ConfigureAwait(false);
            return $"upload limit: {TypedLimit.Format(rate)}";
        }
        catch (NodeHostException)
        {
            return "the node has stopped"; // the broadcast ends in a moment
        }
    }

    private JoinLink LinkOf(LiveBroadcast broadcast)
    {
        IReadOnlyList<PeerEndpoint> peers = LinkAddresses.Choose(
            options.Addresses, options.Bind, MachineAddresses.All(), MachineAddresses.OfDefaultRoutes(), broadcast.Port);
        IEnumerable<string> trackers = options.Roads.Trackers.Select(one => one.Text);
        return new JoinLink(broadcast.Keys.Public.Infohash, options.Title, peers, trackers, broadcast.Keys.Content);
    }
}
