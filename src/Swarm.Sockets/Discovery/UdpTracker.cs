using System.Net;
using System.Net.Sockets;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Trackers;

namespace ScreenShare.Swarm.Sockets.Discovery;

/// <summary>
/// A tracker spoken to by UDP (BEP 15). BEP 15 waits 15 s for the first answer; a live stream cannot, so questions are asked again sooner,
/// and no oftener in all.
/// </summary>
internal sealed class UdpTracker(TrackerUrl url, IPAddress? bind, TimeProvider time) : ITracker
{
    private static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(1);
    private const int Tries = 4;

    public async Task<(TrackerAnswer Answer, PeerAddress Teller)> AnnounceAsync(
        TrackerAnnounce announce, CancellationToken cancellation)
    {
        IPEndPoint tracker = await FindAsync(cancellation).ConfigureAwait(false);
        using var socket = new Socket(tracker.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            if (bind is not null && bind.AddressFamily == tracker.AddressFamily) socket.Bind(new IPEndPoint(bind, 0));
            await socket.ConnectAsync(tracker, cancellation).ConfigureAwait(false); // answers from elsewhere are not heard
            ulong connection = await ConnectAsync(socket, cancellation).ConfigureAwait(false);
            uint transaction = NewTransaction();
            byte[] question = new byte[UdpTrackerMessage.AnnounceBytes];
            UdpTrackerMessage.WriteAnnounce(question, connection, transaction, announce);
            TrackerAnswer answer = await AskAsync(
                socket,
                question,
                datagram => UdpTrackerMessage.ReadAnnounced(datagram, transaction, tracker.AddressFamily == AddressFamily.InterNetwork),
                cancellation).ConfigureAwait(false);
            return (answer, PeerAddress.From(tracker.Address, tracker.Port));
        }
        catch (SocketException failure)
        {
            throw new TrackerException(failure.Message, failure);
        }
    }

    public void Dispose()
    {
    }

    private static uint NewTransaction() => (uint)Random.Shared.NextInt64(1L << 32);

    private async Task<IPEndPoint> FindAsync(CancellationToken cancellation)
    {
        try
        {
            IPAddress[] addresses = await Dns.GetHostAddressesAsync(url.Host, cancellation).ConfigureAwait(false);
            IPAddress? address = Array.Find(
                addresses, one => url.MayAsk(one) && (bind is null || bind.AddressFamily == one.AddressFamily));
            return address is null ? throw new TrackerException("no address of it may be asked") : new IPEndPoint(address, url.Port);
        }
        catch (SocketException failure)
        {
            throw new TrackerException(failure.Message, failure);
        }
    }

    private async Task<ulong> ConnectAsync(Socket socket, CancellationToken cancellation)
    {
        uint transaction = NewTransaction();
        byte[] question = new byte[UdpTrackerMessage.ConnectBytes];
        UdpTrackerMessage.WriteConnect(question, transaction);
        return (await AskAsync(
            socket,
            question,
            datagram => UdpTrackerMessage.TryReadConnected(datagram, transaction, out ulong connection) ? new Connected(connection) : null,
            cancellation).ConfigureAwait(false)).Id;
    }

    /// <summary>Asks, and asks again after twice as long each time.</summary>
    private async Task<T> AskAsync<T>(Socket socket, byte[] question, Func<byte[], T?> read, CancellationToken cancellation)
        where T : class
    {
        TimeSpan patience = FirstPatience;
        for (int tries = 0; tries < Tries; tries++, patience *= 2)
        {
            using var late = new CancellationTokenSource(patience, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
            await socket.SendAsync(question, SocketFlags.None, cancellation).ConfigureAwait(false);
            try
            {
                return await HearAsync(socket, read, either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                // asked again
            }
        }

        throw new TrackerException("it does not answer");
    }

    private static async Task<T> HearAsync<T>(Socket socket, Func<byte[], T?> read, CancellationToken cancellation) where T : class
    {
        byte[] buffer = new byte[UdpTrackerMessage.AnswerBytesMax];
        while (true)
        {
            int bytes = await socket.ReceiveAsync(buffer, SocketFlags.None, cancellation).ConfigureAwait(false);
            if (read(buffer[..bytes]) is { } answer) return answer;
        }
    }

    private sealed record Connected(ulong Id);
}
