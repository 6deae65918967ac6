using System.CommandLine;
using System.Text;
using ScreenShare.CommandLine;
using ScreenShare.Viewer.Console;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
RootCommand command = new ViewCommandLine().Build(ViewProgram.RunAsync);
ParseResult parsed = command.Parse(args);
if (parsed.Errors.Count > 0)
    return ViewProgram.Refuse(CommandLineComplaint.Of(parsed));

// Ctrl-C cancels; leaving, the last snapshot and the totals may take a few seconds.
return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(6) });
