using System.CommandLine;
using ScreenShare.CommandLine;
using ScreenShare.CommandLine.Help;
using ScreenShare.Viewer.Console;

RootCommand root = [];
ViewProgram.Define(root);
return await ProgramRun.RunAsync(root, ProgramNames.OfProject("Viewer.Console", ["view"]), args);
