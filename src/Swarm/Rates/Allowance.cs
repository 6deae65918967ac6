namespace ScreenShare.Swarm.Rates;

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

    /// <summary>Nothing has been done for so long that all may be done at once.</summary>
    public bool IsFull(Instant now) => Left(now) >= _atOnceMax;

    public bool CanTake(Instant now) => Left(now) >= 1;

    /// <summary>False when it has to wait.</summary>
    public bool TryTake(Instant now) => TryTake(1, now);

    /// <param name="amount">How much of what is allowed this one takes.</param>
    public bool TryTake(double amount, Instant now)
    {
        (_left, _at) = (Left(now), now);
        if (_left < amount) return false;
        _left -= amount;
        return true;
    }

    private double Left(Instant now) => Math.Min(_left + ((now - _at).TotalSeconds * _perSecond), _atOnceMax);
}
