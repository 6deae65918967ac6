using ScreenShare.Swarm.Rates;

namespace ScreenShare.Swarm.Upload;

/// <summary>
/// How fast an uplink is, by how fast the transport takes batches. Transports buffer: what fills the buffers of many connections after a
/// pause is taken at once, so an uplink that is not busy all the time seems many times as fast as it is. So three things are measured: how
/// fast it is while busy, how fast when it has been busy for so long that all buffers are full, and how much it has carried for certain.
/// </summary>
internal sealed class UplinkMeter
{
    /// <summary>How long a few small messages take tells of the scheduler, not of the uplink.</summary>
    private const int MeasuredBytesMin = 8 * 1024;

    private const double MemorySeconds = 0.5;

    /// <summary>What is taken in the first so long only fills the transport's buffers; measuring takes as long again.</summary>
    private const double MeasuredSecondsMin = 0.3;

    /// <summary>No buffer is that large.</summary>
    private const double MeasuredBytesEnough = 8e6;

    /// <summary>Busy for so long without a pause: the buffers are full, whatever they hold, or more would have been taken.</summary>
    private static readonly TimeSpan FullAfter = TimeSpan.FromMilliseconds(50);

    /// <summary>Of what is taken from then on.</summary>
    private const double FullSecondsMin = 0.1;

    /// <summary>An uplink that has not been full for five seconds may have become faster; if not, it is found out before long.</summary>
    private const double Recovery = 1.05;

    /// <summary>So many times what it has carried is promised: then it is given more to carry, and more again when it has.</summary>
    private const double Growth = 1.5;

    /// <summary>Who has hardly anything to send is no worse for it.</summary>
    private const double PromisedMin = 1_000_000;

    private readonly DecayingRate _whileBusy = new(MemorySeconds);
    private readonly DecayingRate _whileFull = new(MemorySeconds);
    private readonly CarriedRate _carried = new();
    private readonly LowestLately _reliable = new(recovery: 1);
    private readonly LowestLately _full = new(Recovery);
    private Instant _takenSince;
    private Instant _fullSince; // the end of the time in which buffers fill
    private int _taken;
    private bool _wasFilled; // once
    private bool _wasFull; // since the last tick

    /// <summary>Measured while it was busy; null before it was for long enough.</summary>
    public double? BytesPerSecond => (_wasFilled && _whileBusy.Seconds > MeasuredSecondsMin) || _whileBusy.Bytes > MeasuredBytesEnough
        ? _whileBusy.BytesPerSecond
        : null;

    /// <summary>The least that was lately: what can be relied on.</summary>
    public double? ReliableBytesPerSecond => _reliable.Value;

    /// <summary>
    /// What others may expect: no more than it did when it was full, and not much more than it has carried. So chance does not make one
    /// of many like uplinks seem many times as fast as the others. Null before anything was measured.
    /// </summary>
    public double? PromisedBytesPerSecond
    {
        get
        {
            double carried = Math.Max(Growth * _carried.BytesPerSecond, PromisedMin);
            double possible = Math.Min(_reliable.Value ?? double.MaxValue, _full.Value ?? double.MaxValue);
            return possible < double.MaxValue ? Math.Min(possible, carried) : null;
        }
    }

    /// <summary>Something is handed to the transport that had nothing to take.</summary>
    public void HandleBusy(Instant now) => (_takenSince, _fullSince, _taken) = (now, now + FullAfter, 0);

    /// <summary>The transport has taken a batch.</summary>
    public void HandleTaken(int bytes, Instant now)
    {
        _carried.Add(bytes, now);
        _taken += bytes;
        if (_taken < MeasuredBytesMin) return;
        double seconds = Math.Max((now - _takenSince).TotalSeconds, 1e-6);
        _whileBusy.Add(_taken, seconds);
        if (!_wasFilled && _whileBusy.Seconds > MeasuredSecondsMin)
        {
            _wasFilled = true;
            _whileBusy.Clear();
        }

        if (_takenSince >= _fullSince)
        {
            _whileFull.Add(_taken, seconds);
            _wasFull = true;
        }

        (_takenSince, _taken) = (now, 0);
    }

    /// <summary>A batch took so much longer than it should have that others went on, and these were not much faster.</summary>
    /// <param name="all">Bytes that were taken meanwhile, with those of this one.</param>
    public void HandleLate(int bytes, long all, TimeSpan taking, Instant now)
    {
        HandleCarried(bytes, now);
        _whileBusy.Add(all, Math.Max(taking.TotalSeconds, 1e-6));
    }

    /// <summary>Something has left that says nothing of how fast the uplink is.</summary>
    public void HandleCarried(int bytes, Instant now) => _carried.Add(bytes, now);

    public void HandleTick(Instant now)
    {
        _reliable.HandleTick(now);
        _full.HandleTick(now);
        if (BytesPerSecond is { } rate) _reliable.Add(rate);
        if (_wasFull && _whileFull.Seconds > FullSecondsMin) _full.Add(_whileFull.BytesPerSecond);
        _wasFull = false;
    }
}
