using System.Runtime.InteropServices;

namespace ScreenShare.Broadcaster.Capture.X11;

/// <summary>
/// A library that capturing loads when it is needed, and the package of Debian that has it. Only the first cannot be done without; what
/// another's absence costs is told, with what to install.
/// </summary>
internal sealed record X11Library(string File, string Package)
{
    public static readonly X11Library X11 = new(LibX11.Name, "libx11-6");
    public static readonly X11Library Ext = new(LibXext.Name, "libxext6");
    public static readonly X11Library Damage = new(LibXdamage.Name, "libxdamage1");
    public static readonly X11Library Fixes = new(LibXfixes.Name, "libxfixes3");
    public static readonly X11Library Composite = new(LibXcomposite.Name, "libxcomposite1");
    public static readonly X11Library Randr = new(LibXrandr.Name, "libxrandr2");

    /// <summary>Without libX11 the others are likely to be missing too.</summary>
    public static string AllPackages =>
        string.Join(' ', new[] { X11, Ext, Damage, Fixes, Composite, Randr }.Select(library => library.Package));

    /// <summary>Which of them cannot be loaded and what to install; null if all can.</summary>
    public static string? WhatIsMissing(params X11Library[] wanted)
    {
        X11Library[] missing = Array.FindAll(wanted, library => !NativeLibrary.TryLoad(library.File, out _));
        if (missing.Length == 0) return null;
        string files = string.Join(", ", missing.Select(library => library.File));
        return $"{files} cannot be loaded: install {string.Join(' ', missing.Select(library => library.Package))}";
    }
}
