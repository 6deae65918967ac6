using ScreenShare.App;
using ScreenShare.CommandLine;

return await ProgramRun.RunAsync(ScreenShareProgram.Define(), ScreenShareProgram.Names, args);
