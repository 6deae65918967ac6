using System.CommandLine;
using System.Text;
using ScreenShare.CommandLine;
using ScreenShare.Viewer.Gui.Startup;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
RootCommand command = new GuiCommandLine().Build(GuiProgram.RunAsync);
ParseResult parsed = command.Parse(args);
if (parsed.Errors.Count > 0)
    return GuiProgram.Refuse(CommandLineComplaint.Of(parsed));

// Ctrl-C cancels; leaving the swarm and telling the pages may take a few seconds.
return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(6) });
