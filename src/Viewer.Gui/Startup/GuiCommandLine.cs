using System.CommandLine;
using ScreenShare.Viewer.CommandLine;

namespace ScreenShare.Viewer.Gui.Startup;

/// <summary>The options of the command line, and their help.</summary>
internal sealed class GuiCommandLine
{
    private readonly SharedOptions _shared = new();

    private readonly Option<int?> _pagePort = OptionValues.Number(
        "--page-port", "N", "TCP port of the page, for this machine's browsers only; 0: any free one.", 0, ushort.MaxValue, initial: 0);

    private readonly Option<bool> _noBrowser = new("--no-browser") { Description = "Print the page's address and open nothing." };

    public RootCommand Build(Func<GuiOptions, CancellationToken, Task<int>> run)
    {
        var root = new RootCommand("Watches a live screen broadcast in the browser and passes it on. Ctrl-C ends it.");
        _shared.AddLink(root);
        root.Add(_pagePort);
        root.Add(_noBrowser);
        _shared.AddPeering(root);
        _shared.AddLogging(root);
        root.SetAction((parsed, cancellation) => run(Read(parsed), cancellation));
        return root;
    }

    private GuiOptions Read(ParseResult parsed) => new(_shared.Read(parsed))
    {
        PagePort = parsed.GetValue(_pagePort).GetValueOrDefault(),
        OpensBrowser = !parsed.GetValue(_noBrowser),
    };
}
