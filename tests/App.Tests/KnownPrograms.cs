using System.CommandLine;
using ScreenShare.App;
using ScreenShare.Broadcaster.Rooms;
using ScreenShare.Broadcaster.Startup;
using ScreenShare.CommandLine;
using ScreenShare.CommandLine.Help;
using ScreenShare.Viewer.Console;
using ScreenShare.Viewer.Gui.Startup;

namespace ScreenShare.App.Tests;

/// <summary>The commands of all four programs, as the programs themselves make them.</summary>
internal static class KnownPrograms
{
    public static RootCommand Installed() => ScreenShareProgram.Define();

    /// <summary>Each with what it is called.</summary>
    public static IEnumerable<(RootCommand Root, ProgramNames Names)> All()
    {
        yield return (Installed(), ScreenShareProgram.Names);
        RootCommand broadcaster = [SourceListing.Define(new Command("sources")), RoomsCommand.Define(new Command("rooms"))];
        BroadcastProgram.Define(broadcaster, DemoOffer.ByOption, Installation.Repository);
        yield return (broadcaster, Broadcaster);
        RootCommand viewer = [];
        ViewProgram.Define(viewer);
        yield return (viewer, ProgramNames.OfProject("Viewer.Console", ["view"]));
        RootCommand gui = [];
        GuiProgram.Define(gui);
        yield return (gui, ProgramNames.OfProject("Viewer.Gui", ["watch"]));
    }

    public static ProgramNames Broadcaster { get; } = ProgramNames.OfProject("Broadcaster", ["share", "demo"]);

    /// <summary>Each command that does something, of each program.</summary>
    public static IEnumerable<(Command Command, RootCommand Root, ProgramNames Names)> Commands() =>
        from program in All()
        from command in program.Root.Subcommands.Prepend(program.Root)
        where !command.Hidden
        select (command, program.Root, program.Names);

    public static ParseResult Parse(RootCommand root, string line) =>
        ProgramRun.Parse(root, line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
