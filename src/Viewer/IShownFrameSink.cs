using ScreenShare.Frames;
using ScreenShare.Frames.Tiles;

namespace ScreenShare.Viewer;

/// <summary>The one consumer of a session's pictures.</summary>
public interface IShownFrameSink
{
    /// <summary>
    /// Called on the decoding task, frame after frame. A slow sink holds up decoding, never the node: it passes over frames meanwhile.
    /// An exception ends the session with it.
    /// </summary>
    /// <param name="picture">Borrowed for the call.</param>
    /// <param name="changed">No other tile's pixels differ from the call before; all tiles when a session starts. Borrowed for the
    /// call.</param>
    /// <returns>False when no further picture is wanted: decoding ends, and the picture stays as it is.</returns>
    bool Show(in ShownFrame frame, Picture picture, TileSet changed);
}
