using System.CommandLine;
using ScreenShare.Bench.Commands;

var root = new RootCommand(
    "Measures what docs/performance.md shows. Each command prints a table, and with --json one object as its last line.")
{
    PathCommand.Create(),
    TraceCommand.Create(),
    ReceiveCommand.Create(),
    DistributeCommand.Create(),
    StreamCommand.Create(),
    PickersCommand.Create(),
    ScaleCommand.Create(),
    LinkCommand.Create(),
    LinkCommand.CreateSource(),
    LoopbackCommand.Create(),
    StartCommand.Create(),
    ReplayCommand.Create(),
    DistributeRealCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
