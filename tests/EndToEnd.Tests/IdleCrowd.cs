using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ScreenShare.EndToEnd.Tests;

/// <summary>
/// Connections to one of our programs that say a keep-alive each second and nothing else, each made anew when it is closed. Disposing ends
/// them.
/// </summary>
internal sealed class IdleCrowd : IAsyncDisposable
{
    private readonly CancellationTokenSource _ending = new();
    private readonly List<Task> _members = [];
    private readonly SemaphoreSlim _answered = new(0);
    private readonly int _port;
    private readonly byte[] _greeting;

    private IdleCrowd(int port, byte[] greeting)
    {
        _port = port;
        _greeting = greeting;
    }

    /// <param name="shakesHands">False: they connect and never say a word.</param>
    public static IdleCrowd Start(string address, Invitation invitation, int count, bool shakesHands)
    {
        var crowd = new IdleCrowd(IPEndPoint.Parse(address).Port, shakesHands ? Greeting(invitation) : []);
        for (int i = 0; i < count; i++)
            crowd._members.Add(crowd.StayAsync(i));
        return crowd;
    }

    /// <summary>Waits until so many have been answered.</summary>
    public async Task AnsweredAsync(int count, CancellationToken cancellation)
    {
        for (int i = 0; i < count; i++)
            await _answered.WaitAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await Task.WhenAll(_members);
        _ending.Dispose();
        _answered.Dispose();
    }

    private async Task StayAsync(int number)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (!_ending.IsCancellationRequested)
        {
            try
            {
                using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, _port, _ending.Token);
                if (_greeting.Length > 0) await GreetAsync(socket, number);
                while (_greeting.Length > 0)
                {
                    await pace.WaitForNextTickAsync(_ending.Token);
                    await socket.SendAsync(new byte[4], _ending.Token);
                }

                await socket.ReceiveAsync(new byte[1], _ending.Token); // until the other end has had enough
            }
            catch (SocketException)
            {
                // Closed by the other end: here it comes again.
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task GreetAsync(Socket socket, int number)
    {
        byte[] greeting = [.. _greeting];
        BinaryPrimitives.WriteInt32BigEndian(greeting.AsSpan(64), number); // an id of its own
        await socket.SendAsync(greeting, _ending.Token);
        await socket.ReceiveAsync(new byte[64 * 1024], _ending.Token);
        _answered.Release();
    }

    /// <summary>Handshake (BEP 3) and extension handshake (BEP 10), as an honest node says them.</summary>
    private static byte[] Greeting(Invitation invitation)
    {
        byte[] dictionary = "d1:md7:ss_livei1e6:ut_pexi2ee1:v1:Xe"u8.ToArray();
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, dictionary.Length + 2);
        return
        [
            19, .. "BitTorrent protocol"u8, 0, 0, 0, 0, 0, 0x10, 0, 0, .. Convert.FromHexString(invitation.Infohash),
            .. Encoding.ASCII.GetBytes("-SS0100-idle-member!"), .. length, 20, 0, .. dictionary,
        ];
    }
}
