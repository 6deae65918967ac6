using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Upload;

/// <summary>
/// What one peer has asked for, or is to be sent unasked, and has not been sent, earliest deadline first. Of the first no more than
/// <see cref="SwarmLimits.RequestsPerPeerMax"/> are taken, of the others <see cref="SwarmLimits.PushesPerPeerMax"/>: the oldest give way.
/// </summary>
internal sealed class UploadRequests
{
    private readonly List<UploadRequest> _requests = [];
    private int _asked;

    public int Count => _requests.Count;

    /// <summary>Called when there is one and was none before.</summary>
    public Action? Filled { get; set; }

    public bool IsFull => _asked >= SwarmLimits.RequestsPerPeerMax;

    public UploadRequest this[int at] => _requests[at];

    /// <summary>False when the same chunk waits already: then it goes out once, for both reasons.</summary>
    public bool Add(UploadRequest request)
    {
        int at = _requests.Count;
        for (int i = _requests.Count - 1; i >= 0; i--)
        {
            if (_requests[i].Chunk == request.Chunk)
            {
                Replace(i, _requests[i] with
                {
                    IsPush = _requests[i].IsPush || request.IsPush,
                    IsAsked = _requests[i].IsAsked || request.IsAsked,
                });
                return false;
            }

            if (_requests[i].Deadline > request.Deadline)
                at = i;
        }

        _requests.Insert(at, request);
        _asked += request.IsAsked ? 1 : 0;
        if (_requests.Count - _asked > SwarmLimits.PushesPerPeerMax)
            RemoveFirstPush();
        if (_requests.Count == 1)
            Filled?.Invoke();
        return true;
    }

    /// <summary>The peer does not ask for it any more; what is sent unasked goes out all the same. False when it did not ask.</summary>
    public bool RemoveAsked(ChunkId chunk)
    {
        int at = Find(chunk);
        if (at < 0 || !_requests[at].IsAsked)
            return false;
        if (_requests[at].IsPush)
            Replace(at, _requests[at] with { IsAsked = false });
        else
            RemoveAt(at);
        return true;
    }

    /// <summary>The peer has it: it need not be sent unasked. False when it was not to be, or has been.</summary>
    public bool RemovePush(ChunkId chunk)
    {
        int at = Find(chunk);
        if (at < 0 || !_requests[at].IsPush)
            return false;
        if (_requests[at].IsAsked)
            Replace(at, _requests[at] with { IsPush = false });
        else
            RemoveAt(at);
        return true;
    }

    /// <summary>The peer wants nothing unasked any more.</summary>
    public void RemovePushes()
    {
        for (int i = _requests.Count - 1; i >= 0; i--)
        {
            if (!_requests[i].IsAsked)
                _requests.RemoveAt(i);
            else
                Replace(i, _requests[i] with { IsPush = false });
        }
    }

    public void RemoveAt(int at)
    {
        _asked -= _requests[at].IsAsked ? 1 : 0;
        _requests.RemoveAt(at);
    }

    public void Clear()
    {
        _requests.Clear();
        _asked = 0;
    }

    private void RemoveFirstPush()
    {
        int at = 0;
        while (_requests[at].IsAsked)
            at++; // ends: not all are asked for
        RemoveAt(at);
    }

    private void Replace(int at, UploadRequest request)
    {
        _asked += (request.IsAsked ? 1 : 0) - (_requests[at].IsAsked ? 1 : 0);
        _requests[at] = request;
    }

    private int Find(ChunkId chunk)
    {
        for (int i = 0; i < _requests.Count; i++)
        {
            if (_requests[i].Chunk == chunk)
                return i;
        }

        return -1;
    }
}

/// <param name="IsPush">By a standing request or the source's choice.</param>
internal readonly record struct UploadRequest(ChunkId Chunk, Instant Deadline, bool IsPush = false)
{
    /// <summary>The peer waits for an answer.</summary>
    public bool IsAsked { get; init; } = !IsPush;
}
