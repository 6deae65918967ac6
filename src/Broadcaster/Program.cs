using System.CommandLine;
using ScreenShare.Broadcaster.Rooms;
using ScreenShare.Broadcaster.Startup;
using ScreenShare.CommandLine;
using ScreenShare.CommandLine.Help;

ProgramNames names = ProgramNames.OfProject(
    "Broadcaster", ["share", "demo"], parsed => parsed.GetResult("--demo") is null ? "share" : "demo");
RootCommand root = [SourceListing.Define(new Command("sources")), RoomsCommand.Define(new Command("rooms"))];
BroadcastProgram.Define(root, DemoOffer.ByOption, Installation.Repository);
return await ProgramRun.RunAsync(root, names, args);
