using ScreenShare.Swarm.Rates;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Download;

/// <summary>
/// Keeps what arrives under the node's limit by asking for no more than that: a chunk is paid for when it is asked for, everything else
/// when it arrives (<see cref="PieceBytes"/> is taken off again where a piece is found in that).
/// The bucket may go into debt by a chunk, which is then waited off.
/// </summary>
internal sealed class DownloadLimit
{
    private readonly TokenBucket _bucket;
    private Instant _now;
    private bool _isHoldingBack;

    /// <param name="bytesPerSecond">Null: no limit.</param>
    public DownloadLimit(long? bytesPerSecond, Instant now)
    {
        _bucket = new TokenBucket(bytesPerSecond, now);
        _now = now;
    }

    /// <summary>When something may be asked for that could not be before; null when nothing waits for it.</summary>
    public Instant? NextTimeout => _isHoldingBack ? _bucket.Next(_now) ?? _now : null;

    public void SetRate(long? bytesPerSecond, Instant now)
    {
        _now = now;
        _bucket.SetRate(bytesPerSecond, now);
    }

    /// <summary>There is a limit: what comes unasked could not be kept under it.</summary>
    public bool IsSet => _bucket.BytesPerSecond is not null;

    /// <summary>What a chunk takes on the wire.</summary>
    public static int PieceBytes(int chunkBytes) => LiveMessageWriter.PieceOverheadBytes + chunkBytes;

    /// <summary>Before asking: the time, and a new look at what is held back.</summary>
    public void Observe(Instant now)
    {
        _now = now;
        _isHoldingBack = false;
    }

    public bool MayAsk()
    {
        bool may = _bucket.MaySend(_now);
        _isHoldingBack |= !may;
        return may;
    }

    /// <param name="bytes">With the message it will come in; below zero when it will not come after all, or is here and counted.</param>
    public void Spend(int bytes) => _bucket.Spend(bytes, _now);
}
