using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Playout;

/// <summary>The newest <see cref="SwarmLimits.KeyFramesKept"/> virtual key frames that verified manifests have committed to.</summary>
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
            if (entry.Frame == frame)
                return entry;
        }

        return null;
    }

    /// <summary>Remembers the key frame a manifest names. Null when it names none, or one too old to keep.</summary>
    public KeyFrameEntry? Commit(Manifest manifest)
    {
        if (manifest.KeyFrame.IsNone)
            return null;
        if (Find(manifest.KeyFrame) is { } known)
            return known;
        int at = _entries.Count;
        while (at > 0 && _entries[at - 1].Frame > manifest.KeyFrame)
            at--;
        if (at == 0 && _entries.Count >= SwarmLimits.KeyFramesKept)
            return null;
        var entry = new KeyFrameEntry(new ChunkSet(ChunkKind.KeyFrame, manifest.KeyFrame, manifest.KeyIndexBytes, manifest.KeyIndexHash));
        _entries.Insert(at, entry);
        if (_entries.Count > SwarmLimits.KeyFramesKept)
            _entries.RemoveAt(0);
        return entry;
    }
}
