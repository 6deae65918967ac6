using System.CommandLine;
using System.CommandLine.Help;
using ScreenShare.Broadcaster.Startup;
using ScreenShare.Viewer.Console;
using ScreenShare.Viewer.Gui.Startup;

namespace ScreenShare.App;

/// <summary>The one program to install: what the other programs do, each as a command.</summary>
internal static class ScreenShareProgram
{
    private const string Name = "screenshare";

    /// <summary>How people have it who have this: under its own name.</summary>
    private static readonly Installation Installed = Installation.OfProgram(Name);

    public static RootCommand Define()
    {
        var root = new RootCommand("Shows a screen live to any number of viewers, with no server in the middle.")
        {
            BroadcastProgram.Define(new Command("share"), DemoOffer.None, Installed),
            GuiProgram.Define(new Command("watch")),
            ViewProgram.Define(new Command("view")),
            SourceListing.Define(new Command("sources")),
            BroadcastProgram.Define(new Command("demo"), DemoOffer.Only, Installed),
        };
        root.SetAction(parsed => new HelpAction().Invoke(parsed)); // nothing asked for: what there is
        return root;
    }
}
