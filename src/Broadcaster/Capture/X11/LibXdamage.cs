using System.Runtime.InteropServices;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>The DAMAGE extension: which parts of a window were drawn to.</summary>
internal static partial class LibXdamage
{
    public const string Name = "libXdamage.so.1";

    /// <summary>One event when damage begins; where it is, is asked for with Subtract.</summary>
    public const int ReportNonEmpty = 3;

    [LibraryImport(Name)]
    public static partial int XDamageQueryExtension(nint display, out int firstEvent, out int firstError);

    [LibraryImport(Name)]
    public static partial nuint XDamageCreate(nint display, nuint drawable, int level);

    /// <summary>
    /// Takes <paramref name="repair"/> (0: all) off the damage; what was taken off is left in region <paramref name="parts"/>.
    /// </summary>
    [LibraryImport(Name)]
    public static partial void XDamageSubtract(nint display, nuint damage, nuint repair, nuint parts);

    [LibraryImport(Name)]
    public static partial void XDamageDestroy(nint display, nuint damage);
}
