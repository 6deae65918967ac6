using System.CommandLine;
using ScreenShare.CommandLine;
using ScreenShare.CommandLine.Output;
using ScreenShare.Viewer.Gui.Startup;

StandardStreams.Prepare();
RootCommand command = new GuiCommandLine().Build(GuiProgram.RunAsync);
ParseResult parsed = command.Parse(args);
if (parsed.Errors.Count > 0) return GuiProgram.Refuse(CommandLineComplaint.Of(parsed));

// Ctrl-C cancels; leaving the swarm and telling the pages may take a few seconds.
var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(6) };
return await StandardStreams.GuardAsync(() => parsed.InvokeAsync(invocation));
