using System.Net.Sockets;

namespace ScreenShare.Bench.Distribute;

/// <summary>
/// Lines of words between the measuring source and one of its viewers, over a UNIX socket: it lies in the file system, so it reaches into
/// every network namespace and never touches the links that are measured. One task reads; any may send.
/// <code>
/// viewer: hello INDEX                       source: join LINK NEIGHBOURS
/// viewer: ready                             source: arm FRAME          viewer: armed
/// viewer: done FRAME TIMESTAMP DIGEST       source: report             viewer: counts …
/// source: end
/// </code>
/// </summary>
internal sealed class ControlLine : IDisposable
{
    private readonly NetworkStream _stream;
    private readonly StreamReader _reader;
    private readonly StreamWriter _writer;
    private readonly SemaphoreSlim _sending = new(1);

    public ControlLine(Socket socket)
    {
        _stream = new NetworkStream(socket, ownsSocket: true);
        _reader = new StreamReader(_stream);
        _writer = new StreamWriter(_stream) { AutoFlush = true, NewLine = "\n" };
    }

    /// <summary>
    /// Listens at a path of the file system; what is left there of an earlier run is replaced. It appears there when it listens already.
    /// </summary>
    public static Socket Listen(string path, int backlog)
    {
        string unready = path + ".new";
        File.Delete(unready);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(unready));
        socket.Listen(backlog);
        File.Move(unready, path, overwrite: true);
        return socket;
    }

    /// <summary>Waits for the source to listen, until cancelled.</summary>
    public static async Task<ControlLine> ConnectAsync(string path, CancellationToken cancellation)
    {
        string fullPath = Path.GetFullPath(path);
        using var appeared = new SemaphoreSlim(0);
        string folder = Path.GetDirectoryName(fullPath)!; // a file's path has one
        using var watcher = new FileSystemWatcher(folder, Path.GetFileName(fullPath));
        watcher.Created += (_, _) => appeared.Release();
        watcher.Renamed += (_, _) => appeared.Release();
        watcher.EnableRaisingEvents = true; // before the first try, so that nothing falls between
        while (true)
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
                return new ControlLine(socket);
            }
            catch (SocketException)
            {
                socket.Dispose(); // the source is still starting
                await appeared.WaitAsync(cancellation);
            }
        }
    }

    public async Task SendAsync(string words, CancellationToken cancellation)
    {
        await _sending.WaitAsync(cancellation);
        try
        {
            await _writer.WriteLineAsync(words.AsMemory(), cancellation);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>The words of the next line; empty at the end.</summary>
    public async Task<string[]> ReadAsync(CancellationToken cancellation)
    {
        string? line = await _reader.ReadLineAsync(cancellation);
        return line?.Split(' ') ?? [];
    }

    public void Dispose()
    {
        _stream.Dispose();
        _sending.Dispose();
    }
}
