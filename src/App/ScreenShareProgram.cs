using System.CommandLine;
using ScreenShare.Broadcaster.Rooms;
using ScreenShare.Broadcaster.Startup;
using ScreenShare.CommandLine;
using ScreenShare.CommandLine.Help;
using ScreenShare.Viewer.Console;
using ScreenShare.Viewer.Gui.Startup;

namespace ScreenShare.App;

/// <summary>The one program to install: what the other programs do, each as a command.</summary>
internal static class ScreenShareProgram
{
    /// <summary>How people have it who have this: under its own name.</summary>
    private static readonly Installation Installed = Installation.OfProgram(Names.Name);

    public static ProgramNames Names => ProgramNames.OfCommands("screenshare");

    public static RootCommand Define()
    {
        var root = new RootCommand("Shows a screen live to any number of viewers, with no server in the middle.")
        {
            BroadcastProgram.Define(new Command("share"), DemoOffer.None, Installed),
            GuiProgram.Define(new Command("watch")),
            ViewProgram.Define(new Command("view")),
            SourceListing.Define(new Command("sources")),
            RoomsCommand.Define(new Command("rooms")),
            BroadcastProgram.Define(new Command("demo"), DemoOffer.Only, Installed),
        };
        root.SetExamples(
            new CommandExample("demo", "see it work on this machine"),
            new CommandExample("share", "show your screen; prints the link for viewers"),
            new CommandExample("watch \"magnet:…\"", "watch it in your browser"),
            new CommandExample("help share", "all that can be said to share"));
        CommandsOnItself.AddTo(root, Names);
        return root; // with nothing asked for: what there is
    }
}
