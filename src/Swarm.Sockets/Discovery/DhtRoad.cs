using System.Globalization;
using System.Threading.Channels;
using ScreenShare.Swarm.Dht;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Sockets.Discovery;

/// <summary>The DHT as a road to one swarm: announces this node there, again before it is forgotten, and looks for others.</summary>
public sealed class DhtRoad(DhtHost host, Infohash infohash, ushort listeningPort, TimeProvider time) : IPeerSource
{
    /// <summary>Others keep an announcement for half an hour; twice in that time, should one be lost.</summary>
    private static readonly TimeSpan AnnounceEvery = TimeSpan.FromMinutes(14);

    /// <summary>A lookup takes a second or two; sooner there is nothing new.</summary>
    private static readonly TimeSpan HurryAtLeast = TimeSpan.FromSeconds(2);

    private readonly Channel<bool> _hurry = Channel.CreateBounded<bool>(1);

    public string Status
    {
        get
        {
            int nodes = host.Statistics.Nodes;
            return nodes == 0 ? "DHT not reached" : string.Create(CultureInfo.InvariantCulture, $"DHT {nodes} nodes");
        }
    }

    public void Hurry() => _hurry.Writer.TryWrite(true);

    public async Task RunAsync(IPeerListener listener, CancellationToken cancellation)
    {
        Task handingOn = HandOnAsync(listener, cancellation);
        long announcedAt = 0;
        while (!cancellation.IsCancellationRequested)
        {
            bool isToAnnounce = announcedAt == 0 || time.GetElapsedTime(announcedAt) >= AnnounceEvery;
            if (isToAnnounce) announcedAt = time.GetTimestamp();
            host.Search(infohash, isToAnnounce ? listeningPort : (ushort)0);
            await Task.Delay(HurryAtLeast, time, cancellation).ConfigureAwait(false);
            TimeSpan rest = AnnounceEvery - time.GetElapsedTime(announcedAt);
            Task hurried = _hurry.Reader.WaitToReadAsync(cancellation).AsTask();
            await Task.WhenAny(hurried, Task.Delay(rest, time, cancellation)).ConfigureAwait(false);
            _hurry.Reader.TryRead(out _);
        }

        await handingOn.ConfigureAwait(false);
    }

    private async Task HandOnAsync(IPeerListener listener, CancellationToken cancellation)
    {
        await foreach (DhtFound found in host.Found.ReadAllAsync(cancellation).ConfigureAwait(false))
            await listener.HearAsync([found.Peer], found.Teller, cancellation).ConfigureAwait(false);
    }
}
