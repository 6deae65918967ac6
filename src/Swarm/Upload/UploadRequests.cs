using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Upload;

/// <summary>
/// What one peer has asked for and not been sent, earliest deadline first. At most <see cref="SwarmLimits.RequestsPerPeerMax"/>.
/// </summary>
internal sealed class UploadRequests
{
    private readonly List<UploadRequest> _requests = [];
    private int _pushes;

    public int Count => _requests.Count;

    public bool IsFull => _requests.Count - _pushes >= SwarmLimits.RequestsPerPeerMax;

    public UploadRequest this[int at] => _requests[at];

    /// <summary>False when the same chunk waits already.</summary>
    public bool Add(UploadRequest request)
    {
        int at = _requests.Count;
        for (int i = _requests.Count - 1; i >= 0; i--)
        {
            if (_requests[i].Chunk == request.Chunk)
                return false;
            if (_requests[i].Deadline > request.Deadline)
                at = i;
        }

        _requests.Insert(at, request);
        _pushes += request.IsPush ? 1 : 0;
        return true;
    }

    public bool Remove(ChunkId chunk)
    {
        int at = Find(chunk);
        if (at >= 0)
            RemoveAt(at);
        return at >= 0;
    }

    /// <summary>The peer has it: it need not be sent unasked.</summary>
    public void RemovePush(ChunkId chunk)
    {
        int at = _pushes > 0 ? Find(chunk) : -1;
        if (at >= 0 && _requests[at].IsPush)
            RemoveAt(at);
    }

    public void RemoveAt(int at)
    {
        _pushes -= _requests[at].IsPush ? 1 : 0;
        _requests.RemoveAt(at);
    }

    public void Clear()
    {
        _requests.Clear();
        _pushes = 0;
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

/// <param name="IsPush">By a standing request or the source's choice: nobody waits for an answer.</param>
internal readonly record struct UploadRequest(ChunkId Chunk, Instant Deadline, bool IsPush = false);
