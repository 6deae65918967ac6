using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Trees;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Download;

/// <summary>
/// Who is asked for what now. Keeps every connection's pipeline filled from one <see cref="DownloadQueue"/>, lets the idle steal, asks on
/// speculation, and gives back to the queue at once what a peer that dies, rejects or falls silent had claimed.
/// </summary>
internal sealed class Claims
{
    private readonly Neighbours _neighbours;
    private readonly DownloadQueue _queue;
    private readonly StandingRequests _standing;
    private readonly DownloadLimit _limit;
    private readonly Random _random;
    private readonly bool _maySteal;
    private readonly Downlink _downlink = new();
    private bool _isDirty;

    /// <param name="maySteal">False: whoever claims a chunk first is the only one.</param>
    public Claims(
        Neighbours neighbours, DownloadQueue queue, StandingRequests standing, DownloadLimit limit, Random random, bool maySteal)
    {
        _neighbours = neighbours;
        _queue = queue;
        _standing = standing;
        _limit = limit;
        _random = random;
        _maySteal = maySteal;
    }

    /// <summary><see cref="Downlink.BytesPerSecond"/>.</summary>
    public double DownlinkBytesPerSecond => _downlink.BytesPerSecond;

    public long Stolen { get; private set; }

    /// <summary>Something may be asked for that could not be before.</summary>
    public void Wake() => _isDirty = true;

    /// <summary>A piece came. False when it answers no request under way.</summary>
    /// <param name="isOwed">It was asked for at some time, and may have been cancelled since.</param>
    public bool HandlePiece(PeerSession peer, ChunkId chunk, int bytes, out bool isOwed, Instant now)
    {
        bool isAsked = peer.Pipeline.Complete(chunk, out Instant askedAt, now);
        isOwed = isAsked || peer.Pipeline.SettleCancelled(chunk);
        if (isAsked) _downlink.HandleArrival(bytes, askedAt, now);
        if (isOwed) _limit.Spend(-DownloadLimit.PieceBytes(bytes));
        _isDirty |= isOwed; // there is room for the next
        return isAsked;
    }

    /// <summary>A peer will not send a chunk. False when it was not asked for it any more.</summary>
    public bool HandleReject(PeerSession peer, ChunkId chunk)
    {
        if (!peer.Pipeline.Drop(chunk))
        {
            _isDirty |= peer.Pipeline.SettleCancelled(chunk);
            return false;
        }

        if (_queue.Find(chunk.Kind, chunk.Frame) is { } download && chunk.Number < download.Count)
            _limit.Spend(-DownloadLimit.PieceBytes(download.LengthOf(chunk.Number))); // it does not come
        GiveBack(peer, chunk);
        return true;
    }

    /// <summary>The chunk is here: nobody else need send it.</summary>
    /// <param name="winner">Who sent it; null when it is gone.</param>
    public void Finish(PeerSession? winner, ChunkDownload download, int number)
    {
        CancelAt(download.FirstClaim(number), winner, download, number);
        CancelAt(download.SecondClaim(number), winner, download, number);
        download.Finish(number);
        if (download.IsFinished) _queue.RemoveFinished();
    }

    /// <summary>The peer has not delivered what it claimed.</summary>
    public void GiveBack(PeerSession peer, ChunkId chunk)
    {
        ChunkDownload? download = _queue.Find(chunk.Kind, chunk.Frame);
        if (download is not null && chunk.Number < download.Count)
        {
            download.Release(chunk.Number, peer.Connection);
            if (download.IsFinished) _queue.RemoveFinished(); // given up meanwhile; while it is there it cannot be wanted anew
        }

        _isDirty = true;
    }

    /// <summary>The peer is gone, or silent: all it was asked for can be asked elsewhere.</summary>
    public void GiveBackAll(PeerSession peer, bool cancel)
    {
        while (peer.Pipeline.Requests.Count > 0)
        {
            ChunkId chunk = peer.Pipeline.Requests[0].Chunk;
            if (cancel) Cancel(peer, chunk);
            else peer.Pipeline.Drop(chunk);
            GiveBack(peer, chunk);
        }

        foreach (ChunkDownload download in _queue.Downloads)
            download.AreHoldersStale = true;
        _isDirty = true;
    }

    /// <summary>Fills the pipelines. Cheap when nothing has happened.</summary>
    public void Fill(Instant now)
    {
        if (!_isDirty && !(_limit.NextTimeout <= now)) return;
        _isDirty = false;
        _limit.Observe(now);
        Rarity.CountStale(_queue, _neighbours, now);
        // One chunk a peer and round, so that no peer is handed everything before the next is looked at.
        bool anyClaimed;
        do
        {
            anyClaimed = false;
            foreach (PeerSession peer in _neighbours.All)
            {
                if (peer.IsLive && _queue.TryPick(peer, out ChunkDownload? download, out int number, now)
                    && peer.Pipeline.HasRoomFor(download!.LengthOf(number)) // there, since TryPick said true
                    && HasRoomFor(download.LengthOf(number)))
                {
                    Ask(peer, download, number, now);
                    anyClaimed = true;
                }
            }
        }
        while (anyClaimed);

        if (_maySteal) Steal(now);
    }

    /// <summary>Looks for the silent and the late.</summary>
    public void HandleTick(Instant now)
    {
        TimeSpan queue = _downlink.TimeFor(Asked(out _));
        foreach (PeerSession peer in _neighbours.All)
        {
            if (!peer.IsLive || !peer.Pipeline.IsSilent(queue, now)) continue;
            peer.Pipeline.Snub();
            GiveBackAll(peer, cancel: true);
        }

        _isDirty = true;
        Fill(now); // what somebody is known to have goes first: asks on speculation take the room that is left
        int onSpec = 0;
        while (onSpec++ < SwarmLimits.AsksOnSpecPerTick && HasRoomFor(StreamParameters.ChunkCapacityUsual)
            && Speculation.TryPick(
                _queue, _standing, _neighbours, _random, now, out PeerSession? asked, out ChunkDownload? picked, out int number))
            Ask(asked!, picked!, number, now); // TryPick gives them when it says true
        _isDirty |= _queue.Downloads.Count > 0;
    }

    /// <summary>Whoever has claimed a chunk is asked for it.</summary>
    public void CheckInvariants()
    {
        foreach (ChunkDownload download in _queue.Downloads)
        {
            for (int i = download.Claimed.Next(0); i >= 0; i = download.Claimed.Next(i + 1))
            {
                CheckClaim(download.FirstClaim(i), download, i);
                if (download.SecondClaim(i) != default) CheckClaim(download.SecondClaim(i), download, i);
            }
        }
    }

    private void CheckClaim(ConnectionId connection, ChunkDownload download, int number)
    {
        bool isAsked = _neighbours.Find(connection)?.Pipeline.Requests.Any(request => request.Chunk == IdOf(download, number)) == true;
        Invariant.Holds(isAsked, $"{connection} is asked for {download.Kind} {download.Frame}:{number}, which it has claimed");
    }

    private void Steal(Instant now)
    {
        if (_queue.Downloads.Count == 0) return;
        // Over a thin downlink all that comes queues in one place, and whoever is asked as well only sends it twice.
        TimeSpan queued = _standing.Chooses ? _downlink.TimeFor(Asked(out _)) : TimeSpan.Zero;
        foreach (PeerSession peer in _neighbours.All)
        {
            if (!peer.IsLive || !peer.Pipeline.HasRoomFor(StreamParameters.ChunkCapacityUsual)) continue;
            if (!HasRoomFor(StreamParameters.ChunkCapacityUsual)) return;
            if (_queue.TryPick(peer, out _, out _, now)
                || !Stealing.TryPick(_queue, _neighbours, peer, queued, now, out ChunkDownload? download, out int number))
                continue;
            Ask(peer, download!, number, now); // TryPick gives one when it says true
            Stolen++;
        }
    }

    private bool HasRoomFor(int bytes)
    {
        int asked = Asked(out TimeSpan slowest);
        return _downlink.HasRoomFor(bytes, asked, slowest) && _limit.MayAsk();
    }

    /// <summary>Bytes that have not arrived, over all connections.</summary>
    private int Asked(out TimeSpan slowest)
    {
        int asked = 0;
        slowest = TimeSpan.Zero;
        foreach (PeerSession peer in _neighbours.All)
        {
            asked += peer.Pipeline.OutstandingBytes;
            if (peer.Pipeline.OutstandingBytes > 0 && peer.Pipeline.RoundTrip > slowest) slowest = peer.Pipeline.RoundTrip;
        }

        return asked;
    }

    private void Ask(PeerSession peer, ChunkDownload download, int number, Instant now)
    {
        ChunkId chunk = IdOf(download, number);
        download.Claim(number, peer.Connection);
        peer.Pipeline.Request(chunk, download.LengthOf(number), now);
        _limit.Spend(DownloadLimit.PieceBytes(download.LengthOf(number)));
        TimeSpan left = download.Deadline - now;
        peer.Writer.Request(peer.Outbox, new Request(chunk, left > TimeSpan.Zero ? left : TimeSpan.Zero));
    }

    private void CancelAt(ConnectionId connection, PeerSession? winner, ChunkDownload download, int number)
    {
        if (connection != winner?.Connection && _neighbours.Find(connection) is { } other) Cancel(other, IdOf(download, number));
    }

    private static void Cancel(PeerSession peer, ChunkId chunk)
    {
        peer.Pipeline.Cancel(chunk);
        peer.Writer.Cancel(peer.Outbox, new Cancel(chunk));
    }

    private ChunkId IdOf(ChunkDownload download, int number) =>
        new(_neighbours.Session, TrackId.Full, download.Kind, download.Frame, (ushort)number);
}
