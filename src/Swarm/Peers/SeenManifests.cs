using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Peers;

/// <summary>Which of the newest 64 frames' manifests a peer is known to have, so that none is sent back to where it came from.</summary>
internal sealed class SeenManifests
{
    private uint _newest;
    private ulong _seen; // bit i: frame _newest - i

    public bool Contains(FrameNumber frame) =>
        frame.Value <= _newest && _newest - frame.Value < 64 && (_seen & (1UL << (int)(_newest - frame.Value))) != 0;

    public void Add(FrameNumber frame)
    {
        if (frame.Value > _newest)
        {
            uint step = frame.Value - _newest;
            _seen = step < 64 ? _seen << (int)step : 0;
            _newest = frame.Value;
        }

        if (_newest - frame.Value < 64)
            _seen |= 1UL << (int)(_newest - frame.Value);
    }

    public void Clear() => (_newest, _seen) = (0, 0);
}
