using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Peers.Sessions;

/// <summary>What one peer has said it has of the current session. Bounded: the oldest frames go first.</summary>
internal sealed class PeerHaves
{
    /// <summary>As many frames as a node keeps at most.</summary>
    private const int FramesMax = SwarmLimits.WindowFramesMax;

    /// <summary>Twice what a node keeps, since a peer may be a little ahead or behind.</summary>
    public const int KeyFramesMax = 2 * SwarmLimits.KeyFramesKept;

    private readonly FrameBits _frames = new();
    private readonly SortedSet<uint> _keyFrames = [];

    /// <summary>Newest frame the peer has sent a manifest of, or has something of.</summary>
    public FrameNumber Newest { get; private set; }

    /// <summary>Newest frame the peer has said it has something of.</summary>
    public FrameNumber NewestHeld { get; private set; }

    /// <summary>Counts what was news.</summary>
    public long Additions { get; private set; }

    public bool Has(ChunkKind kind, FrameNumber frame, int number) => kind switch
    {
        ChunkKind.Delta => _frames.TryGetValue(frame.Value, out Bits? bits) && bits[number],
        ChunkKind.DeltaIndex => _frames.TryGetValue(frame.Value, out Bits? bits) && !bits.IsEmpty,
        ChunkKind.KeyFrame or ChunkKind.KeyFrameIndex => _keyFrames.Contains(frame.Value),
        _ => false,
    };

    /// <summary>Which chunks of a frame it has, to look for many at once; false: none.</summary>
    /// <param name="which">Null: all of them.</param>
    public bool HasSome(ChunkKind kind, FrameNumber frame, out Bits? which)
    {
        which = null;
        return kind == ChunkKind.Delta ? _frames.TryGetValue(frame.Value, out which) : Has(kind, frame, 0);
    }

    /// <summary>Of sixty-four chunks, the first in the lowest bit, those it has not told of yet and that would be kept.</summary>
    public ulong News(FrameNumber frame, int word, ulong told)
    {
        if (_frames.TryGetValue(frame.Value, out Bits? bits)) return told & ~bits.Word(word);
        return IsTooOld(frame) ? 0 : told;
    }

    public int CountOf(FrameNumber frame) => _frames.TryGetValue(frame.Value, out Bits? bits) ? bits.Count : 0;

    public bool HasKeyFrame(FrameNumber frame) => _keyFrames.Contains(frame.Value);

    /// <summary>Newest first.</summary>
    public IEnumerable<uint> KeyFrames => _keyFrames.Reverse();

    /// <summary>True when this was news; of a frame older than as many as are kept nothing is.</summary>
    public bool Add(FrameNumber frame, int chunk)
    {
        if (!_frames.TryGetValue(frame.Value, out Bits? bits))
        {
            if (IsTooOld(frame)) return false; // it would give way at once, and be news again
            if (_frames.Count >= FramesMax) _frames.RemoveOldest();
            _frames.Add(frame.Value, bits = new Bits());
        }

        Holds(frame);
        if (!bits.Add(chunk)) return false;
        Additions++;
        return true;
    }

    /// <summary>True when this was news; one older than as many as are kept never is.</summary>
    public bool AddKeyFrame(FrameNumber frame)
    {
        Holds(frame);
        bool isTooOld = _keyFrames.Count == KeyFramesMax && frame.Value < _keyFrames.Min;
        if (isTooOld || !_keyFrames.Add(frame.Value)) return false;
        if (_keyFrames.Count > KeyFramesMax) _keyFrames.Remove(_keyFrames.Min);
        Additions++;
        return true;
    }

    public void Remove(ChunkKind kind, FrameNumber frame, int number)
    {
        if (kind is ChunkKind.KeyFrame or ChunkKind.KeyFrameIndex) _keyFrames.Remove(frame.Value);
        else if (_frames.TryGetValue(frame.Value, out Bits? bits))
        {
            if (kind == ChunkKind.Delta) bits.Remove(number);
            else
                bits.Clear(); // it has no index of the frame, so it can have nothing else of it
        }
    }

    public void Sees(FrameNumber frame) => Newest = frame > Newest ? frame : Newest;

    public void Clear()
    {
        _frames.Clear();
        _keyFrames.Clear();
        Newest = NewestHeld = FrameNumber.None;
    }

    public void CheckInvariants()
    {
        _frames.CheckInvariants();
        Invariant.AtMost(_frames.Count, FramesMax, "Frames a peer tells of");
        Invariant.AtMost(_keyFrames.Count, KeyFramesMax, "Key frames a peer tells of");
        uint newest = Math.Max(_frames.Count > 0 ? _frames.Newest : 0, _keyFrames.Max);
        Invariant.Holds(newest <= NewestHeld.Value, $"nothing is newer than {NewestHeld}, and so is not {newest}");
        Invariant.Holds(NewestHeld <= Newest, $"the newest frame that is held, {NewestHeld}, is none beyond the newest, {Newest}");
    }

    private void Holds(FrameNumber frame)
    {
        Sees(frame);
        NewestHeld = frame > NewestHeld ? frame : NewestHeld;
    }

    private bool IsTooOld(FrameNumber frame) => _frames.Count >= FramesMax && frame.Value < _frames.Oldest;
}
