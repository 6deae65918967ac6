using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Window;

/// <summary>
/// The newest <see cref="SwarmLimits.KeyFramesKept"/> virtual key frames that verified manifests have committed to, and older ones for as
/// long as somebody is fetching them.
/// </summary>
internal sealed class KeyFrameShelf
{
    private readonly List<KeyFrameEntry> _entries = []; // oldest first

    public IReadOnlyList<KeyFrameEntry> Entries => _entries;

    /// <summary>Frames below this serve nobody any more.</summary>
    public FrameNumber Floor => _entries.Count == 0 ? FrameNumber.First : _entries[0].Frame;

    public KeyFrameEntry? Find(FrameNumber frame)
    {
        foreach (KeyFrameEntry entry in _entries)
        {
            if (entry.Frame == frame) return entry;
        }

        return null;
    }

    /// <summary>
    /// Takes over what another key frame already has of this one: a band that has not changed keeps its chunks, so one that was given up
    /// half way was not fetched for nothing.
    /// </summary>
    public void Reuse(ChunkSet set)
    {
        foreach (KeyFrameEntry entry in _entries)
        {
            ChunkSet other = entry.Set;
            if (other == set || other.Index is null || set.Index is null) continue;
            var held = new Dictionary<Hash256, StoredChunk>();
            for (int c = other.Held.Next(0); c >= 0; c = other.Held.Next(c + 1))
                held[other.Index.Chunks[c].Hash] = other.Chunk(c);
            for (int c = 0; c < set.ChunkCount; c++)
            {
                if (!held.TryGetValue(set.Index.Chunks[c].Hash, out StoredChunk chunk)) continue;
                chunk.Buffer?.Hold();
                set.SetChunk(c, chunk);
            }
        }
    }

    /// <summary>Remembers the key frame a manifest names. Null when it names none, or one too old to keep.</summary>
    public KeyFrameEntry? Commit(Manifest manifest, Instant now)
    {
        if (manifest.KeyFrame.IsNone) return null;
        if (Find(manifest.KeyFrame) is { } known) return known;
        int at = _entries.Count;
        while (at > 0 && _entries[at - 1].Frame > manifest.KeyFrame)
            at--;
        if (at == 0 && _entries.Count >= SwarmLimits.KeyFramesKept) return null;
        var entry = new KeyFrameEntry(new ChunkSet(ChunkKind.KeyFrame, manifest.KeyFrame, manifest.KeyIndexBytes, manifest.KeyIndexHash));
        _entries.Insert(at, entry);
        while (_entries.Count > SwarmLimits.KeyFramesMax
            || (_entries.Count > SwarmLimits.KeyFramesKept && now - _entries[0].UsedAt > SwarmLimits.KeyFrameInUse))
        {
            _entries[0].LetGo();
            _entries.RemoveAt(0);
        }

        return entry;
    }

    public void CheckInvariants()
    {
        for (int i = 0; i < _entries.Count; i++)
        {
            FrameNumber frame = _entries[i].Frame;
            Invariant.Holds(i == 0 || _entries[i - 1].Frame < frame, $"key frame {frame} is newer than the one before");
            _entries[i].Set.CheckInvariants();
        }

        Invariant.AtMost(_entries.Count, SwarmLimits.KeyFramesMax, "Key frames kept");
    }
}
