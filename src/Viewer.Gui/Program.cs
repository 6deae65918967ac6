using System.CommandLine;
using ScreenShare.CommandLine;
using ScreenShare.Viewer.Gui.Startup;

return await ProgramRun.RunAsync(GuiProgram.Define(new RootCommand()), args);
