using System.Net;
using System.Net.Sockets;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Trackers;

namespace ScreenShare.Swarm.Sockets.Discovery;

/// <summary>
/// A tracker spoken to by HTTP (BEP 3, 7, 23). Each address that its name leads to is looked at before it is connected to, so that a link
/// from a stranger cannot have us call up what is inside our own network; redirects lead outside only.
/// </summary>
internal sealed class HttpTracker : ITracker
{
    private const int RedirectsMax = 3;
    private static readonly TimeSpan ConnectAtMost = TimeSpan.FromSeconds(5);

    private readonly TrackerUrl _url;
    private readonly HttpMessageInvoker _client;
    private PeerAddress _teller;
    private bool _isRedirected;

    public HttpTracker(TrackerUrl url)
    {
        _url = url;
        _client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = ConnectAtMost,
            MaxResponseHeadersLength = 16,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(1),
            ConnectCallback = ConnectAsync,
        });
    }

    public async Task<(TrackerAnswer Answer, PeerAddress Teller)> AnnounceAsync(
        TrackerAnnounce announce, CancellationToken cancellation)
    {
        Uri uri = _url.AnnounceUri(announce);
        _isRedirected = false;
        for (int redirects = 0; redirects <= RedirectsMax; redirects++)
        {
            using HttpResponseMessage response = await SendAsync(uri, cancellation).ConfigureAwait(false);
            bool isElsewhere = response.StatusCode is >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest;
            if (isElsewhere && response.Headers.Location is { } location)
            {
                uri = new Uri(uri, location);
                if (uri.Scheme is not ("http" or "https")) break;
                _isRedirected = true;
                continue;
            }

            byte[] body = await ReadAsync(response.Content, cancellation).ConfigureAwait(false);
            TrackerAnswer? answer = HttpTrackerAnswer.Read(body); // some refuse with a status and a reason in the body
            if (answer is not null) return (answer, _teller);
            throw new TrackerException(response.IsSuccessStatusCode ? "what answers is no tracker" : $"HTTP {(int)response.StatusCode}");
        }

        throw new TrackerException("it sends us elsewhere again and again");
    }

    public void Dispose() => _client.Dispose();

    private async Task<HttpResponseMessage> SendAsync(Uri uri, CancellationToken cancellation)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, uri);
            return await _client.SendAsync(request, cancellation).ConfigureAwait(false);
        }
        catch (HttpRequestException failure)
        {
            throw new TrackerException((failure.InnerException as TrackerException ?? (Exception)failure).Message, failure);
        }
    }

    private static async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancellation)
    {
        byte[] body = new byte[HttpTrackerAnswer.BytesMax + 1];
        int read = 0;
        try
        {
            await using Stream stream = await content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
            read = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException)
        {
            throw new TrackerException(failure.Message, failure);
        }

        return read == body.Length ? throw new TrackerException("its answer is too long") : body[..read];
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        IPAddress[] addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellation).ConfigureAwait(false);
        IPAddress[] allowed = [.. addresses.Where(MayAsk)];
        if (allowed.Length == 0) throw new TrackerException("it is inside a network of its own, where a link may not lead");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellation).ConfigureAwait(false);
            var remote = (IPEndPoint)socket.RemoteEndPoint!; // connected
            _teller = PeerAddress.From(remote.Address, remote.Port);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool MayAsk(IPAddress address) => _isRedirected ? TrackerUrl.IsOutside(address) : _url.MayAsk(address);
}
