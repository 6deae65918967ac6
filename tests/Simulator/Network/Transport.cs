using System.Diagnostics;
using ScreenShare.Swarm;

namespace ScreenShare.Simulator.Network;

/// <summary>
/// Moves bytes: sender's queue → uplink, one segment of each connection in turn → path → downlink, first come first served → receiver.
/// A batch counts as sent when its last segment has left the uplink, as with a kernel whose low-water mark for unsent bytes is small.
/// </summary>
internal sealed class Transport(NetworkOptions options, Paths paths, EventQueue events)
{
    private readonly BatchPool _batches = new();
    private readonly SegmentPool _segments = new(options.SegmentBytesMax);

    /// <summary>The segment whose bytes the shell is reading.</summary>
    private Segment? _lent;

    /// <summary>Batches in queues and under way.</summary>
    public int OutstandingBatches => _batches.Outstanding;

    public void Send(ConnectionEnd end, ReadOnlySpan<byte> bytes, Instant now)
    {
        if (end.State != EndState.Open || bytes.IsEmpty) return; // the peer's close is on its way to the node
        end.Unsent.Enqueue(_batches.Rent(bytes));
        AwaitTurn(end, now);
    }

    /// <summary>The node has closed: what is queued still goes, then a FIN.</summary>
    public void Finish(ConnectionEnd end, Instant now)
    {
        if (end.State != EndState.Open) return;
        end.State = EndState.Closing;
        AwaitTurn(end, now);
    }

    /// <summary>Takes back what was lent with the occurrence before.</summary>
    public void TakeBack()
    {
        if (_lent is { } segment) _segments.Free(segment);
        _lent = null;
    }

    /// <summary>A segment has left; true when that completes a batch.</summary>
    public bool UplinkFree(VirtualHost host, Instant now, out Occurrence sent)
    {
        sent = default;
        Segment segment = host.OnUplink ?? throw new UnreachableException("the uplink was not busy");
        host.OnUplink = null;
        ConnectionEnd end = segment.Sender!; // a segment out of the pool has a sender
        if (end.State == EndState.Gone)
        {
            _segments.Free(segment);
            StartUplink(host, now);
            return false;
        }

        Launch(segment, end, now);
        if (segment.IsFin) Drop(end);
        else AwaitTurn(end, now);
        StartUplink(host, now);
        if (!segment.EndsBatch || end.State != EndState.Open) return false;
        sent = new Occurrence { Kind = OccurrenceKind.Sent, Host = host.Id, Connection = end.Id, Number = segment.Batch!.Length };
        return true;
    }

    public bool SegmentArrives(Segment segment, Instant now, out Occurrence delivered)
    {
        delivered = default;
        ConnectionEnd sender = segment.Sender!; // as above
        VirtualHost to = sender.Peer.Host;
        if (sender.Stalled.Count > 0 || paths.IsCut(sender.Host, to))
        {
            sender.Stalled.Enqueue(segment);
            return false;
        }

        if (to.Link.DownBytesPerSecond == 0 && to.DownlinkFreeAt < now) return SegmentDelivered(segment, now, out delivered);
        EnterDownlink(segment, to, now);
        return false;
    }

    public bool SegmentDelivered(Segment segment, Instant now, out Occurrence delivered)
    {
        delivered = default;
        ConnectionEnd sender = segment.Sender!; // as above
        ConnectionEnd receiver = sender.Peer;
        VirtualHost host = receiver.Host;
        if (host.State != HostState.Alive)
        {
            _segments.Free(segment); // never acknowledged: the sender's window stays shut
            return false;
        }

        sender.InFlightBytes -= segment.Length;
        AwaitTurn(sender, now);
        bool isForNode = receiver.State == EndState.Open;
        if (segment.IsFin)
        {
            _segments.Free(segment);
            Drop(receiver);
            delivered = new Occurrence { Kind = OccurrenceKind.Closed, Host = host.Id, Connection = receiver.Id };
            return isForNode;
        }

        if (!isForNode)
        {
            _segments.Free(segment);
            return false;
        }

        _lent = segment;
        delivered = new Occurrence
        {
            Kind = OccurrenceKind.Received,
            Host = host.Id,
            Connection = receiver.Id,
            Bytes = segment.Batch!.Buffer.AsSpan(segment.Offset, segment.Length), // not a FIN
        };
        return true;
    }

    /// <summary>The path is whole and the first lost segment has been sent again; the rest follows it.</summary>
    public void StallEnds(ConnectionEnd sender, Instant now)
    {
        sender.IsResuming = false;
        if (paths.IsCut(sender.Host, sender.Peer.Host)) return;
        while (sender.Stalled.TryDequeue(out Segment? segment))
            EnterDownlink(segment, sender.Peer.Host, now);
    }

    /// <summary>The end is gone without another word, and what it had queued with it.</summary>
    public static void Drop(ConnectionEnd end)
    {
        if (end.State == EndState.Gone) return;
        end.Abandon();
        end.Host.Forget(end);
    }

    private void AwaitTurn(ConnectionEnd end, Instant now)
    {
        if (end.IsQueued || !end.HasSomethingToSend) return;
        end.IsQueued = true;
        end.Host.Turns.Enqueue(end);
        StartUplink(end.Host, now);
    }

    private void StartUplink(VirtualHost host, Instant now)
    {
        if (host.State != HostState.Alive) return;
        while (host.OnUplink is null && host.Turns.TryDequeue(out ConnectionEnd? end))
        {
            end.IsQueued = false;
            if (!end.HasSomethingToSend || end.InFlightBytes >= paths.WindowBytes(host, end.Peer.Host))
                continue; // a delivery gives it another turn
            Segment segment = _segments.Cut(end);
            segment.UplinkTime = host.UplinkClock.Take(PacketSize.OnWire(segment.Length), host.Link.UpBytesPerSecond);
            host.OnUplink = segment;
            events.Add(now + segment.UplinkTime, new NetworkEvent(EventKind.UplinkFree, host, 0));
        }
    }

    private void Launch(Segment segment, ConnectionEnd sender, Instant now)
    {
        TimeSpan travel = paths.DrawTravelTime(sender.Host, sender.Peer.Host, PacketSize.Packets(segment.Length));
        sender.LastArrival = Instant.Max(sender.LastArrival, now + travel);
        events.Add(sender.LastArrival, new NetworkEvent(EventKind.SegmentArrives, segment, 0));
    }

    /// <summary>The downlink began with the first byte, which arrived as much ahead of the last as the uplink took for them.</summary>
    private void EnterDownlink(Segment segment, VirtualHost to, Instant now)
    {
        TimeSpan busy = to.DownlinkClock.Take(PacketSize.OnWire(segment.Length), to.Link.DownBytesPerSecond);
        Instant begin = Instant.Max(to.DownlinkFreeAt, now - segment.UplinkTime);
        to.DownlinkFreeAt = Instant.Max(now, begin + busy);
        events.Add(to.DownlinkFreeAt, new NetworkEvent(EventKind.SegmentDelivered, segment, 0));
    }
}
