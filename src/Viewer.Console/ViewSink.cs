using ScreenShare.Frames;

namespace ScreenShare.Viewer.Console;

/// <summary>What happens to every shown picture: counted, told, and written for another program. Runs on the decoding task.</summary>
internal sealed class ViewSink(
    ViewTotals totals, IViewFace face, PictureStream? pipe, int? framesMax, Action<ViewEnding> end) : IShownFrameSink
{
    private int _shown;

    public bool Show(in ShownFrame frame, Picture picture, TileSet changed)
    {
        if (!frame.HasPicture)
            return true; // a heartbeat

        try
        {
            pipe?.Write(picture, frame.Pointer);
            totals.Add(frame);
            face.Shown(frame, picture);
        }
        catch (IOException)
        {
            end(ViewEnding.OutputClosed);
            return false;
        }

        if (++_shown != framesMax)
            return true;
        end(ViewEnding.Frames);
        return false;
    }
}
