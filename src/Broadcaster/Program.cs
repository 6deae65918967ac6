using System.CommandLine;
using ScreenShare.Broadcaster.Startup;
using ScreenShare.CommandLine;

return await ProgramRun.RunAsync(BroadcastProgram.Define(new RootCommand { SourceListing.Define(new Command("sources")) }), args);
