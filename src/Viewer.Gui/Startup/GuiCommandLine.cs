using System.CommandLine;
using ScreenShare.CommandLine;
using ScreenShare.CommandLine.Help;
using ScreenShare.Viewer.CommandLine;

namespace ScreenShare.Viewer.Gui.Startup;

/// <summary>The options of the command line, and their help.</summary>
internal sealed class GuiCommandLine
{
    private readonly SharedOptions _shared = new();

    private readonly Option<int?> _pagePort = CheckedOption.WholeNumber(
        "--page-port", "PORT", "TCP port of the page, for this machine's browsers only; 0: any free one [default: 0]", 0, ushort.MaxValue);

    private readonly Option<bool> _noBrowser = new("--no-browser") { Description = "Print the page's address and open nothing" };

    /// <param name="command">Gets the options.</param>
    public GuiCommandLine(Command command)
    {
        command.Description = "Watches a live screen broadcast in the browser and passes it on. Ctrl-C ends it.";
        command.SetExamples(
            new CommandExample("\"magnet:…\"", "watch in your browser"),
            new CommandExample("--no-browser --page-port 8080", "print the page's address; asks for the link"),
            new CommandExample("--upload-limit 200k \"magnet:…\"", "pass on at most 200 kB/s"));
        _shared.AddLink(command);
        command.Add(_pagePort);
        command.Add(_noBrowser);
        _shared.AddPeering(command);
        _shared.AddLogging(command);
    }

    /// <param name="parsed">Without errors.</param>
    public GuiOptions Read(ParseResult parsed) => new(_shared.Read(parsed))
    {
        PagePort = parsed.GetValue(_pagePort) ?? 0,
        OpensBrowser = !parsed.GetValue(_noBrowser),
    };
}
