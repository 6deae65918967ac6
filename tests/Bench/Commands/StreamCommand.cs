using System.CommandLine;
using ScreenShare.Simulator.Distribution;

namespace ScreenShare.Bench.Commands;

/// <summary><c>stream</c>: frames at a steady pace over simulated links; per frame the last and the p50 viewer, against the postal
/// bound.</summary>
internal static class StreamCommand
{
    public static Command Create()
    {
        var protocol = new Option<string>("--protocol") { DefaultValueFactory = _ => "swarm" };
        protocol.AcceptOnlyFromAmong([.. ProtocolCatalogue.Names]);
        var viewers = new Option<int>("--viewers") { DefaultValueFactory = _ => 100 };
        var json = new Option<bool>("--json");
        var options = new StreamOptions();
        var command = new Command("stream", "Simulated: frames at a steady pace to many viewers, against the postal bound")
        {
            protocol, viewers,
        };
        options.AddTo(command);
        command.Add(json);
        command.SetAction(parse =>
        {
            options.Play(parse, parse.GetRequiredValue(protocol), parse.GetValue(viewers)).Print(parse.GetValue(json));
            return 0;
        });
        return command;
    }
}
