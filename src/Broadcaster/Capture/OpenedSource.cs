namespace ScreenShare.Broadcaster.Capture;

/// <summary>A source ready for use; whoever receives it disposes it.</summary>
/// <param name="Notice">One line a person should read, such as why it is not the screen; null if all is as asked.</param>
internal sealed record OpenedSource(IScreenSource Source, string? Notice);
