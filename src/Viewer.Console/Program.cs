using System.CommandLine;
using ScreenShare.CommandLine;
using ScreenShare.Viewer.Console;

return await ProgramRun.RunAsync(ViewProgram.Define(new RootCommand()), args);
