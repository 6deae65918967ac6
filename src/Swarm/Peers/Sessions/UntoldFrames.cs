using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Peers.Sessions;

/// <summary>Frames of which a peer has not been told all that is here.</summary>
internal sealed class UntoldFrames
{
    private readonly List<FrameNumber> _frames = [];
    private Instant _longToldAt;

    public int Count => _frames.Count;

    public FrameNumber this[int index] => _frames[index];

    public void Add(FrameNumber frame)
    {
        if (!_frames.Contains(frame)) _frames.Add(frame);
    }

    public bool Remove(FrameNumber frame) => _frames.Remove(frame);

    public void RemoveAt(int index) => _frames.RemoveAt(index);

    public void Clear() => _frames.Clear();

    /// <summary>True when it was not told of frames that are not whole for so long, and is now.</summary>
    public bool TryTellLong(TimeSpan every, Instant now)
    {
        if (now - _longToldAt < every) return false;
        _longToldAt = now;
        return true;
    }
}
