using System.CommandLine;
using ScreenShare.CommandLine;
using ScreenShare.CommandLine.Output;
using ScreenShare.Viewer.Console;

StandardStreams.Prepare();
RootCommand command = new ViewCommandLine().Build(ViewProgram.RunAsync);
ParseResult parsed = command.Parse(args);
if (parsed.Errors.Count > 0) return ViewProgram.Refuse(CommandLineComplaint.Of(parsed));

// Ctrl-C cancels; leaving, the last snapshot and the totals may take a few seconds.
var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(6) };
return await StandardStreams.GuardAsync(() => parsed.InvokeAsync(invocation));
