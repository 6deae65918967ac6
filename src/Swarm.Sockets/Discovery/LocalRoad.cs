using System.Globalization;
using System.Net;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Wire;

namespace ScreenShare.Swarm.Sockets.Discovery;

/// <summary>
/// Local service discovery (BEP 14), IPv4 and IPv6, on every network card: says that this node is there, and hears others say so. A
/// newcomer is answered at once, so that both know of each other whichever of them may be connected to.
/// </summary>
public sealed class LocalRoad : IPeerSource
{
    private static readonly TimeSpan AnnounceEvery = TimeSpan.FromMinutes(5);

    /// <summary>BEP 14 asks for no more than one a minute; newcomers are answered sooner, though never at the pace of a flood.</summary>
    private static readonly TimeSpan AnswerAtMost = TimeSpan.FromSeconds(2);

    /// <summary>Nodes of one swarm that are counted; a class of hundreds shows as that.</summary>
    private const int PeersMax = 512;

    private readonly Infohash _infohash;
    private readonly LocalAnnouncement _own;
    private readonly IPAddress? _bind;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Channel<bool> _announce = Channel.CreateBounded<bool>(1);
    private readonly HashSet<PeerAddress> _peers = [];
    private volatile string _status = "";

    /// <param name="cookie">Drawn anew for each run: what comes back with it is our own.</param>
    public LocalRoad(Infohash infohash, ushort listeningPort, IPAddress? bind, string cookie, TimeProvider time, ILogger log)
    {
        _infohash = infohash;
        _own = new LocalAnnouncement(infohash, listeningPort, cookie);
        _bind = bind;
        _time = time;
        _log = log;
    }

    public string Status => _status;

    public void Hurry() => _announce.Writer.TryWrite(true);

    public async Task RunAsync(IPeerListener listener, CancellationToken cancellation)
    {
        using MulticastPort port = MulticastPort.Open(_bind, _log);
        _status = "local 0";
        Task receiving = port.ReceiveAsync((from, datagram) => HandleAsync(from, datagram, listener, cancellation), cancellation);
        while (!cancellation.IsCancellationRequested)
        {
            port.Send(isIPv4 => _own.ToBytes(isIPv4));
            await Task.Delay(AnswerAtMost, _time, cancellation).ConfigureAwait(false);
            Task asked = _announce.Reader.WaitToReadAsync(cancellation).AsTask();
            await Task.WhenAny(asked, Task.Delay(AnnounceEvery, _time, cancellation)).ConfigureAwait(false);
            _announce.Reader.TryRead(out _);
        }

        await receiving.ConfigureAwait(false);
    }

    private async ValueTask HandleAsync(
        PeerAddress from, ReadOnlyMemory<byte> datagram, IPeerListener listener, CancellationToken cancellation)
    {
        var announced = new LocalAnnouncement[4];
        int count = LocalAnnouncement.Read(datagram.Span, announced);
        foreach (LocalAnnouncement one in announced.Take(count))
        {
            bool isOwn = one.Cookie == _own.Cookie && one.Cookie.Length > 0;
            if (one.Infohash != _infohash || isOwn) continue;
            PeerAddress peer = from.WithPort(one.Port);
            if (_peers.Count < PeersMax && _peers.Add(peer))
            {
                _status = string.Create(CultureInfo.InvariantCulture, $"local {_peers.Count}");
                _announce.Writer.TryWrite(true);
            }

            await listener.HearAsync([peer], from, cancellation).ConfigureAwait(false);
        }
    }
}
