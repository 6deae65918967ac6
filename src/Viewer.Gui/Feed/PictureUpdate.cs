using ScreenShare.Frames;
using ScreenShare.Frames.Tiles;

namespace ScreenShare.Viewer.Gui.Feed;

/// <summary>What a page is to draw next, copied out of the feed. Kept and filled again: owned by one socket's sending task.</summary>
internal sealed class PictureUpdate
{
    public ShownFrame Frame { get; private set; }

    /// <summary>True when the areas are the whole picture, so that whatever was drawn before is void.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Passed over since the viewer was started.</summary>
    public long FramesSkipped { get; private set; }

    public TileAtlas Atlas { get; } = new();

    public void Fill(in ShownFrame frame, bool isWhole, long framesSkipped, Picture picture, TileSet tiles)
    {
        (Frame, IsWhole, FramesSkipped) = (frame, isWhole, framesSkipped);
        Atlas.Fill(picture, tiles);
    }
}
