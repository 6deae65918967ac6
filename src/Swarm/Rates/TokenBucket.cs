namespace ScreenShare.Swarm.Rates;

/// <summary>
/// The limit on what a node sends in all. A message may take the bucket into debt, which is then waited off, so no message is too long for
/// a small limit and the long-run rate is exact.
/// </summary>
internal sealed class TokenBucket
{
    /// <summary>What may leave at once after a pause: short, so that no modem's queue fills.</summary>
    private static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan MessageDebtMax = TimeSpan.FromSeconds(1);

    private double _tokens;
    private Instant _at;

    /// <param name="bytesPerSecond">Null: no limit.</param>
    public TokenBucket(long? bytesPerSecond, Instant now)
    {
        BytesPerSecond = bytesPerSecond;
        _at = now;
    }

    public long? BytesPerSecond { get; private set; }

    public void SetRate(long? bytesPerSecond, Instant now)
    {
        Refill(now);
        BytesPerSecond = bytesPerSecond;
        _tokens = Math.Min(_tokens, 0);
    }

    public bool MaySend(Instant now)
    {
        Refill(now);
        return BytesPerSecond is null || _tokens > 0;
    }

    public void Spend(int bytes, Instant now)
    {
        Refill(now);
        _tokens -= bytes;
    }

    /// <summary>
    /// What must go out whatever the limit: it is waited off by what can wait, though no longer than <see cref="MessageDebtMax"/>, so that
    /// this stops for a moment only after much of the other.
    /// </summary>
    public void SpendMessages(int bytes, Instant now)
    {
        Refill(now);
        double lowest = Math.Min(_tokens, -(BytesPerSecond ?? 0) * MessageDebtMax.TotalSeconds);
        _tokens = Math.Max(_tokens - bytes, lowest);
    }

    /// <summary>Bytes that have been sent and not been waited off.</summary>
    public double Debt(Instant now)
    {
        Refill(now);
        return Math.Max(0, -_tokens);
    }

    /// <summary>When something may be sent again; null when now.</summary>
    public Instant? Next(Instant now)
    {
        if (MaySend(now) || BytesPerSecond is not { } rate) return null;
        return now + TimeSpan.FromSeconds(((1 - _tokens) / rate) + 1e-6);
    }

    private void Refill(Instant now)
    {
        if (BytesPerSecond is { } rate) _tokens = Math.Min(_tokens + ((now - _at).TotalSeconds * rate), rate * Burst.TotalSeconds);
        else _tokens = 0;
        _at = now;
    }
}
