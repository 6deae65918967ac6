using ScreenShare.Frames;
using ScreenShare.Frames.Tiles;

namespace ScreenShare.Viewer.Console;

/// <summary>What happens to every shown picture: counted, told, and written for another program. Runs on the decoding task.</summary>
internal sealed class ViewSink(
    ViewTotals totals, IViewFace face, PictureStream? pipe, int? framesMax, Action<ViewEnding> end) : IShownFrameSink
{
    private int _shown;

    public bool Show(in ShownFrame frame, Picture picture, TileSet changed)
    {
        if (!frame.HasPicture)
        {
            totals.Confirm(frame);
            return true;
        }

        try
        {
            pipe?.Write(picture, frame.Pointer);
            totals.Add(frame);
            face.Shown(frame, picture);
        }
        catch (IOException fault)
        {
            // A person who closes the player has seen enough; a program that reads lines, or a file, misses some.
            bool hasSeenEnough = pipe is not null && !PictureStream.IsDiskFull(fault);
            end(hasSeenEnough ? ViewEnding.OutputClosed : ViewEnding.OutputLost(fault));
            return false;
        }

        if (++_shown != framesMax) return true;
        end(ViewEnding.Frames);
        return false;
    }
}
