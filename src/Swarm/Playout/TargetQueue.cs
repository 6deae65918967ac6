using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Download;

namespace ScreenShare.Swarm.Playout;

/// <summary>
/// The targets being fetched, oldest first; each begins where the one before ends. While one is here its chunks are held, and wanted of the
/// neighbours.
/// </summary>
internal sealed class TargetQueue
{
    private readonly Downloader _downloader;
    private readonly List<Target> _targets = [];

    public TargetQueue(Downloader downloader) => _downloader = downloader;

    public int Count => _targets.Count;

    public bool IsEmpty => _targets.Count == 0;

    /// <summary>Only when there is one.</summary>
    public Target Oldest => _targets[0];

    /// <summary>Only when there is one.</summary>
    public Target Newest => _targets[^1];

    public void Add(Target target, Instant deadline, Instant now)
    {
        target.Hold();
        _targets.Add(target);
        foreach ((ChunkSet set, int chunk) in target.Chunks)
            _downloader.Want(set, chunk, deadline, now);
    }

    /// <summary>It is whole; whoever removes it lets it go.</summary>
    public void RemoveOldest() => _targets.RemoveAt(0);

    /// <summary>Gives up all but the oldest: the frames of the others are merged into a later one.</summary>
    public void Shorten(int kept)
    {
        for (int i = _targets.Count - 1; i >= kept; i--)
        {
            foreach ((ChunkSet set, _) in _targets[i].Chunks)
                _downloader.Unwant(set);
            _targets[i].LetGo();
            _targets.RemoveAt(i);
        }
    }

    public void CheckInvariants()
    {
        for (int i = 1; i < _targets.Count; i++)
            Invariant.Holds(_targets[i].After == _targets[i - 1].Frame, $"the target after {_targets[i].After} follows another");
    }
}
