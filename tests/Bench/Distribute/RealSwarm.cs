using System.Globalization;
using System.Net.Sockets;
using ScreenShare.Bench.Nodes;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Sockets;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Bench.Distribute;

/// <summary>
/// The source process' node, and its lines to all viewers once they are connected to it and to each other. What is measured is another's
/// business.
/// </summary>
internal sealed class RealSwarm : IDisposable
{
    /// <summary>Starting, compiling and connecting, which is not measured.</summary>
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(120);

    private readonly RealSettings _settings;
    private readonly List<ViewerPost> _viewers = [];
    private readonly List<Task> _reading = [];

    private RealSwarm(RealSettings settings, NodeHost host, BlobBroadcast broadcast)
    {
        _settings = settings;
        Host = host;
        Broadcast = broadcast;
    }

    public NodeHost Host { get; }

    public BlobBroadcast Broadcast { get; }

    /// <summary>In the order of their numbers.</summary>
    public IReadOnlyList<ViewerPost> Viewers => _viewers;

    /// <summary>Brings the swarm up, has it measured, and ends it.</summary>
    public static async Task<T> RunAsync<T>(
        RealSettings settings, Func<RealSwarm, Task<T>> measure, CancellationToken cancellation)
    {
        using Socket listening = ControlLine.Listen(settings.ControlPath, settings.Viewers);
        try
        {
            await Rehearsal.RunAsync(settings.ChunkCapacity, cancellation);
            using var broadcast = new BlobBroadcast(settings.Bytes, settings.ChunkCapacity, settings.Seed);
            using var verifier = new ContentVerifier();
            await using NodeHost host = await BenchNode.StartAsync(
                broadcast.Membership, verifier, settings.Bind, settings.Port, settings.Seed, cancellation);
            using var swarm = new RealSwarm(settings, host, broadcast);
            using var starting = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            starting.CancelAfter(StartPatience);
            await swarm.GatherAsync(listening, starting.Token);
            T measured = await measure(swarm);
            await swarm.TellAllAsync("end", cancellation);
            await Task.WhenAll(swarm._reading);
            return measured;
        }
        finally
        {
            File.Delete(settings.ControlPath);
        }
    }

    public async Task TellAllAsync(string words, CancellationToken cancellation)
    {
        foreach (ViewerPost viewer in _viewers)
            await viewer.SendAsync(words, cancellation);
    }

    /// <summary>By viewer.</summary>
    public async Task<List<string[]>> AskAllAsync(string question, string answer, CancellationToken cancellation)
    {
        await TellAllAsync(question, cancellation);
        var answers = new List<string[]>();
        foreach (ViewerPost viewer in _viewers)
            answers.Add(await viewer.AnswerAsync(answer, cancellation));
        return answers;
    }

    public void Dispose() => _viewers.ForEach(viewer => viewer.Dispose());

    /// <summary>Everybody in, and connected to everybody else.</summary>
    private async Task GatherAsync(Socket listening, CancellationToken cancellation)
    {
        string link = Broadcast.Link(PeerAddress.From(_settings.Bind, Host.Port)).ToLinkText();

        // The source and the other viewers, or as many as a node dials.
        int neighbours = Math.Min(_settings.Viewers, new Swarm.SwarmOptions().PeersWanted);
        while (_viewers.Count < _settings.Viewers)
        {
            var line = new ControlLine(await listening.AcceptAsync(cancellation));
            string[] hello = await line.ReadAsync(cancellation);
            var viewer = new ViewerPost(line, int.Parse(hello[1], CultureInfo.InvariantCulture));
            _viewers.Add(viewer);
            _reading.Add(viewer.ReadAsync(CancellationToken.None)); // until the viewer ends
        }

        _viewers.Sort((one, other) => one.Index.CompareTo(other.Index));
        await AskAllAsync($"join {link} {neighbours}", "ready", cancellation);
    }
}
