using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Window;

/// <summary>
/// Finds the bytes a chunk id names among what a session holds, and has key frames assembled when somebody first asks for one.
/// </summary>
internal sealed class ChunkStore
{
    private Session? _session;
    private KeyFrameEntry? _wantsAssembly;

    public enum Lookup
    {
        /// <summary>Not there, and not on its way.</summary>
        Missing = 0,
        Found,

        /// <summary>Being assembled: ask again soon.</summary>
        Pending,
    }

    public void Begin(Session session)
    {
        _session = session;
        _wantsAssembly = null;
    }

    /// <summary>Null when it is not in the window, or nothing is.</summary>
    public WindowFrame? Frame(FrameNumber frame) => _session?.Window[frame];

    public Lookup Find(ChunkId chunk, out ReadOnlyMemory<byte> bytes, Instant now)
    {
        bytes = default;
        if (_session is null || chunk.Session != _session.Tag || chunk.Track != TrackId.Full) return Lookup.Missing;
        if (chunk.Kind is ChunkKind.Delta or ChunkKind.DeltaIndex) return FindIn(_session.Window[chunk.Frame]?.Delta, chunk, out bytes);

        KeyFrameEntry? entry = _session.KeyFrames.Find(chunk.Frame);
        entry?.UsedAt = now;
        Lookup found = FindIn(entry?.Set, chunk, out bytes);
        if (found == Lookup.Found || entry?.State is null) return found;
        if (!entry.IsAssembling) _wantsAssembly ??= entry;
        return Lookup.Pending;
    }

    public bool TryTakeAssembly(out KeyFrameAssembly? assembly)
    {
        assembly = null;
        if (_session is null || _wantsAssembly?.State is not { } state) return false;
        _wantsAssembly.IsAssembling = true;
        assembly = new KeyFrameAssembly(_session.Packer, _session.Tag, _wantsAssembly.Frame, state, _session.Parameters.ChunkCapacity);
        _wantsAssembly = null;
        return true;
    }

    /// <summary>Takes what was assembled, if it is what the manifest committed to.</summary>
    public void HandleAssembled(KeyFrameAssembly assembly)
    {
        assembly.End();
        if (_session is null || assembly.Session != _session.Tag || _session.KeyFrames.Find(assembly.KeyFrame) is not { } entry) return;
        entry.IsAssembling = false;
        entry.Reach(null); // the assembled chunks say the same
        if (assembly.Packed is { } packed && Hash256.Of(packed.Index.Bytes.Span) == entry.Set.IndexHash)
            entry.Replace(ChunkSet.FromPacked(ChunkKind.KeyFrame, packed, entry.Set.IndexHash));
    }

    private static Lookup FindIn(ChunkSet? set, ChunkId chunk, out ReadOnlyMemory<byte> bytes)
    {
        bytes = default;
        if (set?.Index is null) return Lookup.Missing;
        if (chunk.IsIndex) bytes = set.Index.Bytes;
        else if (set.Held[chunk.Number]) bytes = set.Chunk(chunk.Number).Bytes;
        return bytes.IsEmpty ? Lookup.Missing : Lookup.Found;
    }
}
