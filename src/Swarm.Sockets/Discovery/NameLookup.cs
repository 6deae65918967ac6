using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using Polly.Timeout;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Sockets.Discovery;

/// <summary>Addresses of names, each name by itself: one that is not found, or not answered for, costs the others nothing.</summary>
public sealed class NameLookup
{
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(5);

    private readonly ILogger _log;
    private readonly ResiliencePipeline _resilience;

    public NameLookup(TimeProvider time, ILogger log)
    {
        _log = log;
        _resilience = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddTimeout(AtMost)
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<SocketException>(
                    static failure => failure.SocketErrorCode is SocketError.TryAgain or SocketError.NoRecovery),
                MaxRetryAttempts = 2,
                Delay = TimeSpan.FromMilliseconds(200),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
            })
            .Build();
    }

    /// <summary>Addresses as they are found, those that need no lookup first.</summary>
    public async IAsyncEnumerable<PeerAddress> ResolveAsync(
        IReadOnlyList<PeerEndpoint> endpoints, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        foreach (PeerEndpoint endpoint in endpoints)
        {
            if (endpoint.Address is { } address) yield return address;
        }

        Task<PeerAddress[]>[] lookups = [.. endpoints.Where(one => one.Address is null).Select(one => ResolveAsync(one, cancellation))];
        await foreach (Task<PeerAddress[]> found in Task.WhenEach(lookups).WithCancellation(cancellation).ConfigureAwait(false))
        {
            foreach (PeerAddress address in await found.ConfigureAwait(false)) yield return address;
        }
    }

    /// <summary>Empty when there is none.</summary>
    public async Task<PeerAddress[]> ResolveAsync(PeerEndpoint endpoint, CancellationToken cancellation)
    {
        try
        {
            IPAddress[] found = await _resilience.ExecuteAsync(
                static async (host, token) => await Dns.GetHostAddressesAsync(host, token).ConfigureAwait(false),
                endpoint.Host,
                cancellation).ConfigureAwait(false);
            return [.. found.Select(ip => PeerAddress.From(ip, endpoint.Port))];
        }
        catch (Exception failure) when (failure is SocketException or TimeoutRejectedException)
        {
            DiscoveryLog.NameNotFound(_log, endpoint.Host, failure.Message);
            return [];
        }
    }
}
