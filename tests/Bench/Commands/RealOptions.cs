using System.CommandLine;
using System.Net;
using ScreenShare.Bench.Distribute;

namespace ScreenShare.Bench.Commands;

/// <summary>What the source processes of real swarms are told alike.</summary>
internal sealed class RealOptions
{
    private const int DefaultChunk = 16 * 1024;

    private readonly Option<string> _control = Control();
    private readonly Option<string> _bind = Bind();
    private readonly Option<int> _chunk = Chunk();
    private readonly Option<int> _viewers = new("--viewers") { Required = true };
    private readonly Option<int> _bytes = new("--bytes") { Required = true, Description = "of a blob, or of each frame" };
    private readonly Option<int> _port = new("--port");
    private readonly Option<int> _seed = new("--seed") { DefaultValueFactory = _ => 1 };
    private readonly Option<double> _patience = new("--patience")
    {
        Description = "seconds until all have the blob, or the last frame",
        DefaultValueFactory = _ => 120,
    };

    public static Option<string> Control() =>
        new("--control") { Required = true, Description = "path of the UNIX socket on which source and viewers talk about the measuring" };

    public static Option<string> Bind() => new("--bind") { DefaultValueFactory = _ => "127.0.0.1" };

    public static Option<int> Chunk() => new("--chunk") { DefaultValueFactory = _ => DefaultChunk };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_control, _bind, _chunk, _viewers, _bytes, _port, _seed, _patience])
            command.Add(option);
    }

    public RealSettings Read(ParseResult parse) => new()
    {
        ControlPath = parse.GetRequiredValue(_control),
        Viewers = parse.GetValue(_viewers),
        Bytes = parse.GetValue(_bytes),
        ChunkCapacity = parse.GetValue(_chunk),
        Bind = IPAddress.Parse(parse.GetRequiredValue(_bind)),
        Port = parse.GetValue(_port),
        Seed = parse.GetValue(_seed),
        Patience = TimeSpan.FromSeconds(parse.GetValue(_patience)),
    };
}
