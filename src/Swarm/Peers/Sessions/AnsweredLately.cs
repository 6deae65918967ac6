using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Peers.Sessions;

/// <summary>
/// What one peer was sent because it had asked, in the last second: asked for again it is not sent again. A peer that wants it anew has
/// been told no in between, or has taken its request back.
/// </summary>
internal sealed class AnsweredLately
{
    private static readonly TimeSpan Lately = TimeSpan.FromSeconds(1);

    /// <summary>64 MiB of chunks of the usual size. Past this the oldest may be asked for again.</summary>
    public const int CountMax = 4096;

    private readonly Dictionary<ChunkId, Instant> _answered = []; // asked for members, never walked
    private readonly Queue<(ChunkId Chunk, Instant At)> _inOrder = new();

    public bool Contains(ChunkId chunk, Instant now) => _answered.TryGetValue(chunk, out Instant at) && now - at < Lately;

    public void Add(ChunkId chunk, Instant now)
    {
        while (_inOrder.TryPeek(out (ChunkId Chunk, Instant At) oldest) && (_inOrder.Count >= CountMax || now - oldest.At >= Lately))
        {
            _inOrder.Dequeue();
            if (_answered.TryGetValue(oldest.Chunk, out Instant at) && at == oldest.At)
                _answered.Remove(oldest.Chunk); // else it has been answered once more since
        }

        _answered[chunk] = now;
        _inOrder.Enqueue((chunk, now));
    }

    /// <summary>It was cancelled or rejected: it may be asked for anew.</summary>
    public void Remove(ChunkId chunk) => _answered.Remove(chunk);

    public void Clear()
    {
        _answered.Clear();
        _answered.TrimExcess();
        _inOrder.Clear();
        _inOrder.TrimExcess();
    }

    public void CheckInvariants()
    {
        var found = new HashSet<ChunkId>();
        foreach ((ChunkId chunk, Instant at) in _inOrder)
        {
            if (_answered.TryGetValue(chunk, out Instant known) && known == at) found.Add(chunk);
        }

        Invariant.Counted(_answered.Count, found.Count, "Answers of which it is known when they are forgotten");
        Invariant.AtMost(_inOrder.Count, CountMax, "Answers remembered");
    }
}
