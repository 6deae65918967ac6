using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Peers.Sessions;

/// <summary>Which of the newest 64 frames' manifests a peer is known to have, so that none is sent back to where it came from.</summary>
internal sealed class SeenManifests
{
    private uint _newest;
    private ulong _seen; // bit i: frame _newest - i

    public bool Contains(FrameNumber frame) =>
        frame.Value <= _newest && _newest - frame.Value < 64 && (_seen & (1UL << (int)(_newest - frame.Value))) != 0;

    /// <summary>True when this was news; one older than those that are kept never is.</summary>
    public bool Add(FrameNumber frame)
    {
        if (Contains(frame)) return false;
        if (frame.Value > _newest)
        {
            uint step = frame.Value - _newest;
            _seen = step < 64 ? _seen << (int)step : 0;
            _newest = frame.Value;
        }

        if (_newest - frame.Value >= 64) return false;
        _seen |= 1UL << (int)(_newest - frame.Value);
        return true;
    }

    public void Clear() => (_newest, _seen) = (0, 0);
}
