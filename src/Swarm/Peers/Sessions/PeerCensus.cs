using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Peers.Sessions;

/// <summary>What one neighbour knows of an epoch, as it has told or been told, and how much of it each side has said.</summary>
internal sealed class PeerCensus
{
    /// <summary>
    /// Entries a side says in one epoch: twice what a sketch holds, since smaller ones may come after those they push out. With this a
    /// neighbour costs at most 4 KiB an epoch each way.
    /// </summary>
    public const int EntriesPerEpochMax = 2 * SwarmLimits.CensusEntriesMax;

    private readonly HashSet<int> _known = []; // asked for members, never walked
    private uint? _epoch; // null: none yet
    private int _told;
    private int _heard;

    public Instant ToldAt { get; set; } = new(long.MinValue / 2);

    /// <summary>It has been told all there was when this node had heard so much.</summary>
    public long ToldNews { get; set; }

    /// <summary>False when it has said too much in this epoch: what follows is passed over.</summary>
    public bool Hears(uint epoch)
    {
        EnterEpoch(epoch);
        return _heard++ < EntriesPerEpochMax;
    }

    /// <summary>True when it has to be told of the number, and now is. One that is an epoch ahead is told nothing old.</summary>
    public bool Tell(uint epoch, int number)
    {
        EnterEpoch(epoch);
        return epoch == _epoch && _told < EntriesPerEpochMax && _known.Add(number) && ++_told > 0;
    }

    public void Knows(int number) => _known.Add(number);

    /// <summary>Another session has begun, and counts its epochs from the start.</summary>
    public void Clear()
    {
        _epoch = null;
        _told = _heard = 0;
        _known.Clear();
    }

    public void CheckInvariants() =>
        Invariant.AtMost(_known.Count, _told + Math.Min(_heard, EntriesPerEpochMax), "Numbers a neighbour knows of an epoch");

    private void EnterEpoch(uint epoch)
    {
        if (_epoch is { } known && !CensusMessage.IsLater(epoch, than: known)) return;
        _epoch = epoch;
        _told = _heard = 0;
        _known.Clear();
    }
}
