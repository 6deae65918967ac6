using System.CommandLine;
using ScreenShare.CommandLine;
using ScreenShare.CommandLine.Help;
using ScreenShare.Viewer.Gui.Startup;

RootCommand root = [];
GuiProgram.Define(root);
return await ProgramRun.RunAsync(root, ProgramNames.OfProject("Viewer.Gui", ["watch"]), args);
