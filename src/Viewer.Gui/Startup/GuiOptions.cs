using ScreenShare.Viewer.CommandLine;

namespace ScreenShare.Viewer.Gui.Startup;

/// <summary>What the command line asks for. Immutable.</summary>
internal sealed record GuiOptions : ViewerSettings
{
    public GuiOptions(ViewerSettings settings)
        : base(settings) { }

    /// <summary>Where the browser finds the page on this machine; 0: any free port.</summary>
    public int PagePort { get; init; }

    public bool OpensBrowser { get; init; } = true;
}
