namespace ScreenShare.Swarm.Source;

/// <summary>
/// How much of what neighbours ask for may hold frames back while others follow. Those who join need a picture and what has changed since
/// before frames are of any use to them, and at first the source is all who has it: twenty who come at once on a tight uplink never catch
/// up while frames go on. Since they pass it on, a few pictures' worth does for any number of them. And whoever asks for ever must not
/// hold frames back for ever, so what was used comes back slowly.
/// </summary>
internal sealed class FirstPictureCredit
{
    /// <summary>A picture, up to two of what changes while it is fetched, and as much again that several are sent.</summary>
    private const int PicturesMax = 5;

    /// <summary>Of the uplink: by so much fewer frames go out at worst, in the long run, while somebody asks for all it can.</summary>
    private const double Refilled = 1 / 32.0;

    private long _pictureBytes;
    private double _used;
    private long _sent;
    private Instant _at;

    /// <summary>Bytes that may wait before the next frame.</summary>
    public double Left => (PicturesMax * _pictureBytes) - _used;

    /// <summary>A session begins with this frame, which is the whole picture.</summary>
    public void HandleSession(long pictureBytes) => _pictureBytes = pictureBytes;

    /// <param name="sent">Bytes that had been asked for and were sent, since the beginning.</param>
    /// <param name="isFollowed">Somebody takes frames as they come. What is sent while nobody does takes no frame from anybody.</param>
    public void Update(long sent, bool isFollowed, double uplinkBytesPerSecond, Instant now)
    {
        double refilled = Refilled * uplinkBytesPerSecond * (now - _at).TotalSeconds;
        double used = isFollowed ? sent - _sent : 0;
        _used = Math.Clamp(_used + used - refilled, 0, PicturesMax * _pictureBytes);
        (_sent, _at) = (sent, now);
    }
}
