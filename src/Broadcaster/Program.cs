using System.CommandLine;
using ScreenShare.Broadcaster.Startup;
using ScreenShare.CommandLine;

RootCommand root = [SourceListing.Define(new Command("sources"))];
return await ProgramRun.RunAsync(BroadcastProgram.Define(root, DemoOffer.ByOption, Installation.Repository), args);
