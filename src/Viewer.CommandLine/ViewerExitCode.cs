using ScreenShare.CommandLine;

namespace ScreenShare.Viewer.CommandLine;

/// <summary>What a fault of a viewing means to shells, in every viewer alike.</summary>
public static class ViewerExitCode
{
    /// <summary>Pictures of a kind unknown here come from a broadcaster that works; all else was asked for wrongly.</summary>
    public static int Of(ViewerException fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return fault.Fault is ViewerFault.Layout ? ExitCode.Failure : ExitCode.BadInput;
    }
}
