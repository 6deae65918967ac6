using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using Polly.Timeout;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Sockets;

/// <summary>
/// Opens connections, each in a task of its own; each ends as one input, Connected or DialFailed. The methods are the loop's.
/// <para>
/// A lack of sockets, buffers or ports on this machine is tried again here; that a peer does not answer is for the node, whose address book
/// decides when to try it again and is all the circuit breaker an address needs.
/// </para>
/// </summary>
internal sealed class Dialler
{
    private readonly NodeHostOptions _options;
    private readonly NodeInputs _inputs;
    private readonly ILogger _log;
    private readonly CancellationToken _stopping;
    private readonly ResiliencePipeline _resilience;
    private readonly List<Task> _tasks = [];
    private int _dialling;

    public Dialler(NodeHostOptions options, NodeInputs inputs, TimeProvider time, ILogger log, CancellationToken stopping)
    {
        _options = options;
        _inputs = inputs;
        _log = log;
        _stopping = stopping;
        _resilience = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddTimeout(options.DialTimeout) // outermost: of the whole dial, retries included
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<SocketException>(
                    static failure => TransientErrors.IsLackOfResources(failure.SocketErrorCode)),
                MaxRetryAttempts = 4,
                Delay = TimeSpan.FromMilliseconds(100),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true, // nodes of one machine run out of sockets together and should not come back together
            })
            .Build();
    }

    public bool HasRoom => _dialling < _options.DialsMax;

    public void Start(PeerAddress address)
    {
        _dialling++;
        _tasks.RemoveAll(static task => task.IsCompleted);
        _tasks.Add(DialAsync(address));
    }

    /// <summary>The loop has seen how a dial ended.</summary>
    public void Ended() => _dialling--;

    /// <summary>Waits for all tasks; the token given to the constructor must be cancelled and the inputs completed.</summary>
    public Task StopAsync() => Task.WhenAll(_tasks);

    private async Task DialAsync(PeerAddress address)
    {
        await Task.Yield(); // binding and connecting are system calls: not in the loop's turn
        Socket? socket = null;
        try
        {
            socket = await _resilience.ExecuteAsync(ConnectAsync, address, _stopping).ConfigureAwait(false);
            if (await _inputs.WriteAsync(NodeInput.Connected(socket, address, ConnectionSide.Dialled), _stopping).ConfigureAwait(false))
                socket = null; // the loop's now
        }
        catch (Exception failure) when (failure is SocketException or TimeoutRejectedException)
        {
            _log.DialFailed(address, failure.Message);
            await _inputs.WriteAsync(NodeInput.DialFailed(address), CancellationToken.None).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
        }
        catch (Exception failure)
        {
            await _inputs.WriteAsync(NodeInput.Failed(failure), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            socket?.Dispose();
        }
    }

    private async ValueTask<Socket> ConnectAsync(PeerAddress address, CancellationToken cancellation)
    {
        IPAddress ip = address.ToIPAddress();
        var socket = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            BindLikeListener(socket, ip);
            await socket.ConnectAsync(new IPEndPoint(ip, address.Port), cancellation).ConfigureAwait(false);
            SocketTuning.Apply(socket);

            // A dial to a free port of this machine may be given that very port to come from, and TCP then connects it to itself.
            if (Equals(socket.LocalEndPoint, socket.RemoteEndPoint)) throw new SocketException((int)SocketError.ConnectionRefused);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>
    /// A node bound to one address is also seen to come from it; an address of the other family cannot be reached from there.
    /// </summary>
    private void BindLikeListener(Socket socket, IPAddress destination)
    {
        if (_options.BindAddress is not { } local || local.Equals(IPAddress.Any) || local.Equals(IPAddress.IPv6Any)) return;
        if (local.AddressFamily != destination.AddressFamily) throw new SocketException((int)SocketError.NetworkUnreachable);
        SocketTuning.ChoosePortWhenConnecting(socket);
        socket.Bind(new IPEndPoint(local, 0));
    }
}
