using System.CommandLine;
using ScreenShare.CommandLine;
using ScreenShare.CommandLine.Help;

namespace ScreenShare.Broadcaster.Rooms;

/// <summary><c>rooms</c>: which there are, and the end of one.</summary>
internal static class RoomsCommand
{
    private const string Forget = "forget";

    public static Command Define(Command command)
    {
        var action = new Argument<string?>(Forget)
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "End a room: its keys are deleted, and its link never works again",
        };
        var name = new Argument<string?>("NAME") { Arity = ArgumentArity.ZeroOrOne, Description = "Which room" };
        var yes = new Option<bool>("--yes") { Description = "Do not ask" };
        command.Description = "List the rooms that --room has made, or end one";
        command.SetExamples(
            new CommandExample("", "which there are"),
            new CommandExample($"{Forget} desk", "end one, after asking"));
        command.Add(action);
        command.Add(name);
        command.Add(yes);
        command.SetRun((parsed, stop) => RunAsync(parsed.GetValue(action), parsed.GetValue(name), parsed.GetValue(yes), stop));
        return command;
    }

    private static async Task<int> RunAsync(string? action, string? name, bool isSure, CancellationToken stop)
    {
        string all = RoomFolder.AllOfThisUser();
        if (action is null)
        {
            RoomListing.Write(Console.Out, all);
            return ExitCode.Success;
        }

        if (action != Forget) throw new StartupException($"rooms {CommandLineComplaint.Short(action)}: give {Forget} NAME, or nothing.");
        if (name is null) throw new StartupException($"rooms {Forget}: which? Give a room's name; rooms lists them.");
        if (!RoomName.TryParse(name, out RoomName room, out string complaint))
            throw new StartupException($"rooms {Forget} {CommandLineComplaint.Short(name)}: {complaint}");
        TextReader? person = Console.IsInputRedirected || !TerminalOwner.MayRead ? null : Console.In;
        return await new RoomEnding(new RoomFolder(all, room), TimeProvider.System)
            .RunAsync(isSure, person, Console.Out, stop).ConfigureAwait(false);
    }
}
