using ScreenShare.Broadcaster.Capture.Pictures;
using ScreenShare.Broadcaster.Capture.Windows;
using ScreenShare.Broadcaster.Capture.X11;

namespace ScreenShare.Broadcaster.Capture;

/// <summary>
/// Opens what was asked for, or what makes sense if nothing was. A source that changes another's pictures, such as one that
/// scales them, goes round the one opened here.
/// </summary>
internal static class ScreenSources
{
    /// <param name="requested">Null: the screen, or the test picture where there is none.</param>
    /// <param name="seed">Of the test picture.</param>
    /// <param name="watchPointer">Whether viewers see the mouse pointer.</param>
    /// <param name="openInput">Standard input, opened only if raw frames are asked for.</param>
    /// <param name="loop">Begin a video again when it ends, and play an animation for ever.</param>
    /// <param name="cancellation">Ends the wait for a video's first picture; a display's server that hangs does not hear of it, which is
    /// what <see cref="DetachedSource"/> is for.</param>
    /// <exception cref="CaptureException">What was asked for cannot be had.</exception>
    public static OpenedSource Open(
        SourceName? requested,
        DesktopSession session,
        ulong seed,
        bool watchPointer,
        Func<Stream> openInput,
        bool loop = false,
        CancellationToken cancellation = default) => requested switch
    {
        SourceName.Screen => OpenScreen(session, watchPointer, cancellation),
        SourceName.OneMonitor monitor => OpenX11(session, watchPointer, new ScreenPart.NumberedMonitor(monitor.Number)),
        SourceName.Region region => OpenX11(session, watchPointer, new ScreenPart.Region(region.Place)),
        SourceName.Window window => new OpenedSource(OpenWindow(session, window.Asked, watchPointer), Notice: null),
        SourceName.NamedFile file => new OpenedSource(FileSource.Open(file.Path, loop, TimeProvider.System, cancellation), Notice: null),
        SourceName.Test test => new OpenedSource(new TestPictureSource(test.Size, seed), Notice: null),
        SourceName.Raw raw => new OpenedSource(new RawSource(openInput(), raw.Size), Notice: null),
        _ => OpenDefault(session, seed, watchPointer, cancellation),
    };

    private static OpenedSource OpenDefault(DesktopSession session, ulong seed, bool watchPointer, CancellationToken cancellation)
    {
        try
        {
            return OpenScreen(session, watchPointer, cancellation);
        }
        catch (CaptureException noScreen)
        {
            // Nobody asked for the screen in so many words, so the broadcast goes on; but a person has to know what viewers see.
            return new OpenedSource(
                new TestPictureSource(TestPictureSource.DefaultSize, seed), $"showing the test picture, since {noScreen.Message}");
        }
    }

    private static OpenedSource OpenScreen(DesktopSession session, bool watchPointer, CancellationToken cancellation)
    {
        if (OperatingSystem.IsWindows()) return new OpenedSource(GdiScreenSource.Open(), Notice: null);
        if (OperatingSystem.IsMacOS()) return new OpenedSource(MacScreen.Open(watchPointer, cancellation), Notice: null);
        return OpenX11(session, watchPointer, new ScreenPart.All());
    }

    private static OpenedSource OpenX11(DesktopSession session, bool watchPointer, ScreenPart part)
    {
        ThrowIfNoScreen(session);
        X11ScreenSource source = X11ScreenSource.Open(session.X11Display, watchPointer, part);
        string? missing = X11Library.WhatIsMissing(X11Library.Ext, X11Library.Damage, X11Library.Fixes);
        return new OpenedSource(source, missing is null ? null : $"the screen is shown with more work or without its pointer: {missing}");
    }

    private static X11WindowSource OpenWindow(DesktopSession session, string asked, bool watchPointer)
    {
        ThrowIfNoScreen(session);
        return X11WindowSource.Open(session.X11Display, asked, watchPointer, TimeProvider.System);
    }

    private static void ThrowIfNoScreen(DesktopSession session)
    {
        if (session.WhyNoScreen() is { } reason) throw new CaptureException(reason);
    }
}
