using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Peers.Sessions;

/// <summary>
/// What one peer waits for: the pieces it is to be sent unasked, those it has asked for, and answers that are messages. A piece may be
/// both; then it goes out once. Of what is asked for no more than <see cref="SwarmLimits.RequestsPerPeerMax"/> are taken, of the unasked
/// <see cref="SwarmLimits.PushesPerPeerMax"/>: the oldest give way.
/// </summary>
internal sealed class UploadRequests
{
    /// <summary>
    /// Rejects that wait: as many as there may be requests, and as many cancels of them. Who asks for more of what is not here without
    /// reading gets no answer to that.
    /// </summary>
    public const int RejectsMax = 2 * SwarmLimits.RequestsPerPeerMax;

    private readonly DeadlineQueue _assembling = new(); // asked for, of key frames that are being put together
    private readonly Queue<ChunkId> _rejects = new();

    /// <summary>By a standing request or the source's choice.</summary>
    public DeadlineQueue Pushes { get; } = new();

    /// <summary>The peer waits for an answer.</summary>
    public DeadlineQueue Asked { get; } = new();

    public AskedManifests Manifests { get; } = new();

    public AnsweredLately Answered { get; } = new();

    /// <summary>Bytes this peer may be sent of what it has asked for, in its turn (<c>AskedTurns</c>).</summary>
    public int Deficit { get; set; }

    /// <summary>When it was last sent some of that.</summary>
    public Instant TurnAt { get; set; } = new(long.MinValue / 2);

    /// <summary>It has a place among those that wait for their turn.</summary>
    public bool HasTurn { get; set; }

    /// <summary>Nothing waits that could be sent.</summary>
    public bool IsEmpty => Pushes.Count == 0 && !HasAsked;

    /// <summary>It has asked for something that can be sent.</summary>
    public bool HasAsked => Asked.Count > 0 || HasAnswers;

    /// <summary>Answers that are messages.</summary>
    public bool HasAnswers => _rejects.Count > 0 || Manifests.IsWaiting;

    public bool IsFull => Asked.Count + _assembling.Count >= SwarmLimits.RequestsPerPeerMax;

    /// <summary>Called when something waits and nothing did before.</summary>
    public Action? Filled { get; set; }

    public void Push(UploadRequest request)
    {
        bool wasEmpty = IsEmpty;
        Pushes.Add(request);
        if (Pushes.Count > SwarmLimits.PushesPerPeerMax) Pushes.RemoveFirst();
        if (wasEmpty) Filled?.Invoke();
    }

    public void Ask(UploadRequest request)
    {
        if (_assembling.Contains(request.Chunk)) return;
        bool wasEmpty = IsEmpty;
        Asked.Add(request);
        if (wasEmpty) Filled?.Invoke();
    }

    /// <summary>The first of what was asked for is being put together: it waits apart, so that nobody looks at it all the time.</summary>
    public void SetFirstAside()
    {
        _assembling.Add(Asked.First);
        Asked.RemoveFirst();
    }

    /// <summary>Something has been put together.</summary>
    public void TakeBackAside()
    {
        while (_assembling.Count > 0)
        {
            UploadRequest request = _assembling.First;
            _assembling.RemoveFirst();
            Ask(request);
        }
    }

    public void Reject(ChunkId chunk)
    {
        Answered.Remove(chunk);
        if (_rejects.Count >= RejectsMax) return;
        bool wasEmpty = IsEmpty;
        _rejects.Enqueue(chunk);
        if (wasEmpty) Filled?.Invoke();
    }

    public void AskManifest(FrameNumber frame, Instant now)
    {
        bool wasEmpty = IsEmpty;
        Manifests.Ask(frame, now);
        if (wasEmpty && !IsEmpty) Filled?.Invoke();
    }

    public bool TryTakeReject(out ChunkId chunk) => _rejects.TryDequeue(out chunk);

    /// <summary>The peer does not ask for it any more; what is sent unasked goes out all the same. False when it did not ask.</summary>
    public bool RemoveAsked(ChunkId chunk)
    {
        Answered.Remove(chunk);
        return Asked.Remove(chunk) || _assembling.Remove(chunk);
    }

    /// <summary>It is on its way, for whatever reason. True when it was asked for.</summary>
    public bool Take(ChunkId chunk)
    {
        Pushes.Remove(chunk);
        return Asked.Remove(chunk);
    }

    public void Clear()
    {
        Pushes.Clear();
        Asked.Clear();
        Manifests.Clear();
        Answered.Clear();
        _assembling.Clear();
        _rejects.Clear();
    }

    public void CheckInvariants()
    {
        Pushes.CheckInvariants();
        Asked.CheckInvariants();
        _assembling.CheckInvariants();
        Manifests.CheckInvariants();
        Answered.CheckInvariants();
        Invariant.AtMost(Pushes.Count, SwarmLimits.PushesPerPeerMax, "Pieces to send unasked");
        Invariant.AtMost(Asked.Count + _assembling.Count, SwarmLimits.RequestsPerPeerMax, "Requests to answer");
        Invariant.AtMost(_rejects.Count, RejectsMax, "Rejects to send");
        for (int i = 0; i < _assembling.Count; i++)
            Invariant.Holds(!Asked.Contains(_assembling[i].Chunk), $"{_assembling[i].Chunk} waits once");
    }
}
