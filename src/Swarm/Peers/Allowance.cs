namespace ScreenShare.Swarm.Peers;

/// <summary>How often something may be done: as often as it is needed for a moment, and in the long run no oftener than a rate.</summary>
internal sealed class Allowance
{
    private readonly double _perSecond;
    private readonly double _atOnceMax;
    private double _left;
    private Instant _at;

    public Allowance(double perSecond, double atOnceMax)
    {
        _perSecond = perSecond;
        _atOnceMax = _left = atOnceMax;
    }

    /// <summary>False when it has to wait.</summary>
    public bool TryTake(Instant now)
    {
        _left = Math.Min(_left + ((now - _at).TotalSeconds * _perSecond), _atOnceMax);
        _at = now;
        if (_left < 1)
            return false;
        _left--;
        return true;
    }
}
