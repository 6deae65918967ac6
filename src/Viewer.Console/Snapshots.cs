using ScreenShare.Frames;

namespace ScreenShare.Viewer.Console;

/// <summary>Writes the picture of this moment when asked to: to the file of the command line, or to one named for the frame.</summary>
internal sealed class Snapshots(string? path)
{
    /// <summary>Says in one line what was written, or what was in the way.</summary>
    public (bool Written, string Text) Take(ViewerSession session, ViewCount count)
    {
        var file = new SnapshotFile(path ?? $"screenshare-{count.Last}.png");
        Picture? picture = null;
        if (!session.TryCopyPicture(ref picture) || picture is null)
            return (false, $"no picture has arrived, so {file.Path} was not written");
        try
        {
            file.Write(picture);
            return (true, $"wrote {file.Path}, {picture.Size}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (false, $"cannot write {file.Path}: {e.Message}");
        }
    }
}
