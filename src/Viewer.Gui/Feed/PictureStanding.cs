namespace ScreenShare.Viewer.Gui.Feed;

/// <summary>How old the newest picture is.</summary>
/// <param name="Frame">With which it came.</param>
/// <param name="IsOf">When the screen looked like that, by this machine's clock: a heartbeat says that it still does.</param>
/// <param name="Delay">Of the newest frame, heartbeats counted in; never negative.</param>
internal readonly record struct PictureStanding(uint Frame, DateTimeOffset IsOf, TimeSpan Delay);
