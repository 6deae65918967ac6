using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using ScreenShare.Bench.Nodes;
using ScreenShare.Swarm;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Sockets;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Bench.Distribute;

/// <summary>
/// The source process of <c>distribute-real</c>: waits until all viewers are connected to it and to each other, publishes the blobs one
/// after the other, each when every viewer has the one before, and measures the last. Says <c>published</c> on standard output when the
/// measured one is out, so that a script knows when to cut.
/// </summary>
internal sealed class RealSource : IDisposable
{
    /// <summary>Starting, compiling and connecting, which is not measured.</summary>
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(120);

    private readonly RealSettings _settings;
    private readonly NodeHost _host;
    private readonly BlobBroadcast _broadcast;
    private readonly List<ViewerPost> _viewers = [];
    private readonly List<Task> _reading = [];

    private RealSource(RealSettings settings, NodeHost host, BlobBroadcast broadcast)
    {
        _settings = settings;
        _host = host;
        _broadcast = broadcast;
    }

    public static async Task<RealRun> RunAsync(RealSettings settings, CancellationToken cancellation)
    {
        using Socket listening = ControlLine.Listen(settings.ControlPath, settings.Viewers);
        try
        {
            await Rehearsal.RunAsync(settings.ChunkCapacity, cancellation);
            using var broadcast = new BlobBroadcast(settings.Bytes, settings.ChunkCapacity, settings.Seed);
            using var verifier = new ContentVerifier();
            await using NodeHost host = await BenchNode.StartAsync(
                broadcast.Membership, verifier, settings.Bind, settings.Port, settings.Seed, cancellation);
            using var source = new RealSource(settings, host, broadcast);
            return await source.MeasureAsync(listening, cancellation);
        }
        finally
        {
            File.Delete(settings.ControlPath);
        }
    }

    public void Dispose() => _viewers.ForEach(viewer => viewer.Dispose());

    private async Task<RealRun> MeasureAsync(Socket listening, CancellationToken cancellation)
    {
        using var starting = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        starting.CancelAfter(StartPatience);
        await GatherAsync(listening, starting.Token);
        for (int blob = 0; blob < _settings.Warm; blob++)
            await SpreadAsync(_broadcast.Next(), announce: false, cancellation);

        PublishedFrame measured = _broadcast.Next(); // sealed, packed and signed before the clock runs
        foreach (ViewerPost viewer in _viewers)
            await viewer.SendAsync("arm", cancellation);
        foreach (ViewerPost viewer in _viewers)
            await viewer.AnswerAsync("armed", cancellation);
        NodeCounts before = await CountAsync(cancellation);
        BlobTimes times = await SpreadAsync(measured, announce: true, cancellation);
        NodeCounts own = await CountAsync(cancellation) - before;
        List<NodeCounts> theirs = await CollectAsync(cancellation);
        foreach (ViewerPost viewer in _viewers)
            await viewer.SendAsync("end", cancellation);
        await Task.WhenAll(_reading);
        return Sum(measured.ContentBytes, times, own, theirs);
    }

    /// <summary>Everybody in, in the order of their numbers, and connected to everybody else.</summary>
    private async Task GatherAsync(Socket listening, CancellationToken cancellation)
    {
        string link = _broadcast.Link(PeerAddress.From(_settings.Bind, _host.Port)).ToLinkText();

        // The source and the other viewers, or as many as a node dials.
        int neighbours = Math.Min(_settings.Viewers, new SwarmOptions().PeersWanted);
        while (_viewers.Count < _settings.Viewers)
        {
            var line = new ControlLine(await listening.AcceptAsync(cancellation));
            string[] hello = await line.ReadAsync(cancellation);
            var viewer = new ViewerPost(line, int.Parse(hello[1], CultureInfo.InvariantCulture));
            _viewers.Add(viewer);
            _reading.Add(viewer.ReadAsync(CancellationToken.None)); // until the viewer ends
        }

        _viewers.Sort((one, other) => one.Index.CompareTo(other.Index));
        foreach (ViewerPost viewer in _viewers)
            await viewer.SendAsync($"join {link} {neighbours}", cancellation);
        foreach (ViewerPost viewer in _viewers)
            await viewer.AnswerAsync("ready", cancellation);
    }

    /// <summary>Publishes and waits for all that are not to be cut off, within patience.</summary>
    private async Task<BlobTimes> SpreadAsync(PublishedFrame frame, bool announce, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(_settings.Patience);
        var times = new BlobTimes(new double?[_viewers.Count], Stopwatch.GetTimestamp());
        await _host.PublishAsync(frame, cancellation);
        if (announce)
            Console.WriteLine("published");
        for (int i = 0; i < _viewers.Count; i++)
        {
            if (announce && _settings.Cut.Contains(_viewers[i].Index))
                continue;
            try
            {
                (long timestamp, string digest) = await _viewers[i].ReleaseAsync(frame.Frame.Value, patience.Token);
                times.PerViewer[i] = Stopwatch.GetElapsedTime(times.Published, timestamp).TotalSeconds;
                times.Wrong += digest == _broadcast.Digest ? 0 : 1;
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                times.Missing++;
            }
        }

        return times;
    }

    private Task<NodeCounts> CountAsync(CancellationToken cancellation) =>
        NodeCounts.ReadAsync(_host, _settings.InterfaceName, cancellation);

    private async Task<List<NodeCounts>> CollectAsync(CancellationToken cancellation)
    {
        var all = new List<NodeCounts>();
        foreach (ViewerPost viewer in _viewers)
            await viewer.SendAsync("report", cancellation);
        foreach (ViewerPost viewer in _viewers)
            all.Add(NodeCounts.Parse((await viewer.AnswerAsync("counts", cancellation)).AsSpan(1)));
        return all;
    }

    private RealRun Sum(long contentBytes, BlobTimes times, NodeCounts own, List<NodeCounts> theirs) => new(
        _settings.Bytes,
        _settings.ChunkCapacity,
        _settings.Warm,
        times.PerViewer,
        IsComplete: times.Missing == 0 && times.Wrong == 0,
        own.PieceSent / (double)contentBytes,
        _settings.InterfaceName is null ? null : own.InterfaceSent / (double)contentBytes,
        theirs.Sum(each => each.Duplicates) / (double)theirs.Sum(each => each.PieceReceived),
        (own.ProtocolSent + theirs.Sum(each => each.ProtocolSent)) / (double)(own.WireSent + theirs.Sum(each => each.WireSent)),
        theirs.Sum(each => each.Stolen),
        (own.CpuMicroseconds + theirs.Sum(each => each.CpuMicroseconds)) / 1e6);

    /// <summary>When whom one blob reached.</summary>
    private sealed record BlobTimes(double?[] PerViewer, long Published)
    {
        /// <summary>Waited for in vain.</summary>
        public int Missing { get; set; }

        /// <summary>Released something else than was published.</summary>
        public int Wrong { get; set; }
    }
}
