namespace ScreenShare.Viewer.Gui.Feed;

/// <summary>Where an area lies in the atlas, and where its pixels belong in the picture.</summary>
internal readonly record struct AtlasArea(int AtlasX, int AtlasY, int X, int Y, int Width, int Height);
