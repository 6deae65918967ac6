using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Upload;

/// <summary>What one peer has asked for and not been sent, earliest deadline first. At most
/// <see cref="SwarmLimits.RequestsPerPeerMax"/>.</summary>
internal sealed class UploadRequests
{
    private readonly List<UploadRequest> _requests = [];

    public int Count => _requests.Count;

    public bool IsFull => _requests.Count >= SwarmLimits.RequestsPerPeerMax;

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
        return true;
    }

    public bool Remove(ChunkId chunk)
    {
        int at = _requests.FindIndex(request => request.Chunk == chunk);
        if (at >= 0)
            _requests.RemoveAt(at);
        return at >= 0;
    }

    public void RemoveAt(int at) => _requests.RemoveAt(at);

    public void Clear() => _requests.Clear();
}

internal readonly record struct UploadRequest(ChunkId Chunk, Instant Deadline);
