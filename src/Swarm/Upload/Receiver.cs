using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers;

namespace ScreenShare.Swarm.Upload;

/// <summary>What the source knows of one neighbour it offers first copies to.</summary>
internal sealed class Receiver
{
    /// <summary>So many frames in a row that nobody else brought make a neighbour dependent.</summary>
    private const int LeftAloneMax = 2;

    /// <summary>An upload limit at or above this counts as none: no receiver takes everything only because it is fast.</summary>
    private const double FullWeightBytesPerSecond = 4_000_000;

    private readonly Dictionary<uint, int> _offers = [];
    private int _leftAlone;

    public Receiver(PeerSession peer, Instant now)
    {
        Peer = peer;
        Since = ProbedAt = now;
    }

    public PeerSession Peer { get; }

    public Instant Since { get; }

    public Instant ProbedAt { get; private set; }

    /// <summary>Share of the first copies, from what the peer says it can pass on.</summary>
    public double Weight => Peer.Extension?.UploadLimitBytesPerSecond is > 0 and { } limit
        ? Math.Clamp(limit / FullWeightBytesPerSecond, 0.02, 1)
        : 1;

    public double Credit { get; set; }

    public (FrameNumber Frame, int Chunk) LastOffered { get; set; }

    public FrameNumber RescuedTo { get; set; }

    public bool WasOfferedEverything { get; set; }

    /// <summary>Nobody else supplies it: it is offered every chunk at once.</summary>
    public bool IsDependent { get; private set; }

    /// <summary>Others have been seen to supply it.</summary>
    public bool IsSupplied { get; private set; }

    public int OffersOf(FrameNumber frame) => _offers.GetValueOrDefault(frame.Value);

    public void CountOffer(FrameNumber frame)
    {
        _offers[frame.Value] = OffersOf(frame) + 1;
        if (_offers.Count > SwarmLimits.WindowFramesMax)
            _offers.Remove(_offers.Keys.Min());
    }

    public void HandleSuppliedByOthers()
    {
        IsSupplied = true;
        IsDependent = false;
        _leftAlone = 0;
    }

    public void HandleLeftAlone()
    {
        _leftAlone++;
        if (_leftAlone < LeftAloneMax)
            return;
        IsDependent = true;
        IsSupplied = false;
    }

    /// <summary>Withholds one frame, to see whether others bring it.</summary>
    public void Probe(Instant now)
    {
        ProbedAt = now;
        IsDependent = false;
        _leftAlone = LeftAloneMax - 1;
    }

    public void Reset()
    {
        _offers.Clear();
        RescuedTo = FrameNumber.None;
        WasOfferedEverything = true; // it hears of the new session from its first frame on
    }
}
