using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Trees;
using ScreenShare.Swarm.Upload;

namespace ScreenShare.Swarm.Source;

/// <summary>
/// At the source: the first copies of each chunk, from the publication of its frame until they have left. A chunk goes to whom its stripe
/// is given. A long frame waits for the uplink for seconds, in which it shows who passes little on: what has not left goes where its
/// stripe has moved. A short one has left before those behind the new place have turned to it.
/// </summary>
internal sealed class FirstCopies(
    Neighbours neighbours, Announcer announcer, Uploader uploader, SourceStripes stripes,
    SortedDictionary<ConnectionId, Receiver> receivers)
{
    /// <summary>Looks after what was given to somebody who has not got it, or shall not get it any more.</summary>
    public void HandleTick(SpreadingFrame frame, Instant now)
    {
        for (int chunk = 0; chunk < frame.Delta.ChunkCount; chunk++)
        {
            if (!IsInGoodHands(frame.FirstOf[chunk], now)) SendAgain(frame, chunk, now);
            else if (frame.Delta.IsLong && HasMoved(frame, chunk)) Move(frame, chunk, now);
        }
    }

    /// <summary>False when nobody takes it.</summary>
    /// <param name="from">Its place among what waits: as if it had been published then.</param>
    public bool TrySend(SpreadingFrame frame, int chunk, Instant from, Instant now)
    {
        int rank = 0;
        int stripe = Stripes.Of(frame.Delta.Frame, chunk);
        List<Receiver> given = stripes.Of(stripe);
        foreach (Receiver receiver in given)
        {
            if (!receiver.Peer.Standing.Served[stripe]) continue; // it has not answered the offer yet, or has found somebody better
            frame.FirstOf[chunk] ??= receiver;
            Send(receiver, frame, chunk, rank++, from, now);
        }

        foreach (Receiver receiver in receivers.Values)
        {
            if (receiver.IsFollowing && receiver.IsAlone(now) && receiver.TakesChunks(now) && !given.Contains(receiver))
                Send(receiver, frame, chunk, rank++, from, now);
        }

        return rank > 0;
    }

    /// <summary>
    /// The first copies of all chunks go before any second copy; within a rank in order, also what must be sent again: at the end it would
    /// keep few uplinks busy and leave the others idle.
    /// </summary>
    private void Send(Receiver receiver, SpreadingFrame frame, int chunk, int rank, Instant from, Instant now)
    {
        TimeSpan later = TimeSpan.FromMicroseconds((rank * frame.Delta.ChunkCount) + chunk);
        receiver.HandleOffered(now);
        announcer.ManifestAlong(receiver.Peer, Stripes.Of(frame.Delta.Frame, chunk), frame.Frame);
        uploader.Push(receiver.Peer, frame.Delta.Frame, chunk, from + SwarmLimits.DeltaDeadline + later);
    }

    /// <summary>Whoever was sent it first is gone, or takes nothing any more, and nobody has told of it.</summary>
    private void SendAgain(SpreadingFrame frame, int chunk, Instant now)
    {
        if (IsTold(frame.Delta.Frame, chunk)) return;
        Receiver? first = frame.FirstOf[chunk];
        frame.FirstOf[chunk] = null;
        first?.Peer.Requests.Pushes.Remove(IdOf(frame, chunk)); // if it has not left yet
        // What was sent to one that may be alive may still spread, and waits until the rest of the frame is out.
        bool wasSent = first is not null && IsHere(first) && first.IsThere(now);
        TrySend(frame, chunk, wasSent ? now : frame.PublishedAt, now);
    }

    private bool HasMoved(SpreadingFrame frame, int chunk)
    {
        int stripe = Stripes.Of(frame.Delta.Frame, chunk);
        List<Receiver> given = stripes.Of(stripe);
        if (given.Contains(frame.FirstOf[chunk]!)) // it is in good hands, so there is one
            return false;
        foreach (Receiver receiver in given)
        {
            if (receiver.Peer.Standing.Served[stripe]) return true;
        }

        return false;
    }

    private void Move(SpreadingFrame frame, int chunk, Instant now)
    {
        if (!frame.FirstOf[chunk]!.Peer.Requests.Pushes.Remove(IdOf(frame, chunk))) return; // it has left, and spreads from there
        frame.FirstOf[chunk] = null;
        TrySend(frame, chunk, frame.PublishedAt, now);
    }

    private bool IsInGoodHands(Receiver? first, Instant now) => first is not null && IsHere(first) && first.TakesOffers(now);

    private bool IsHere(Receiver receiver) => receivers.GetValueOrDefault(receiver.Peer.Connection) == receiver;

    private bool IsTold(FrameNumber frame, int chunk)
    {
        foreach (Receiver receiver in receivers.Values)
        {
            if (receiver.Peer.Haves.Has(ChunkKind.Delta, frame, chunk)) return true;
        }

        return false;
    }

    private ChunkId IdOf(SpreadingFrame frame, int chunk) =>
        new(neighbours.Session, TrackId.Full, ChunkKind.Delta, frame.Delta.Frame, (ushort)chunk);
}
