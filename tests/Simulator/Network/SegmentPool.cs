namespace ScreenShare.Simulator.Network;

/// <summary>Takes segments off the front of a connection's queue, and takes them back when they have been read or lost.</summary>
internal sealed class SegmentPool(int segmentBytesMax)
{
    private readonly Stack<Segment> _free = new();

    /// <summary>The next segment of an end that has something to send: part of its first batch, or its FIN.</summary>
    public Segment Cut(ConnectionEnd end)
    {
        Segment segment = _free.TryPop(out Segment? free) ? free : new Segment();
        segment.Sender = end;
        if (!end.Unsent.TryPeek(out Batch? batch))
        {
            end.FinSent = true;
            return segment;
        }

        segment.Batch = batch;
        segment.Offset = end.HeadOffset;
        segment.Length = Math.Min(segmentBytesMax, batch.Length - end.HeadOffset);
        end.InFlightBytes += segment.Length;
        end.HeadOffset += segment.Length;
        if (end.HeadOffset < batch.Length)
        {
            batch.Hold();
            return segment;
        }

        end.Unsent.Dequeue(); // the queue's hold passes to the segment
        end.HeadOffset = 0;
        return segment;
    }

    public void Free(Segment segment)
    {
        segment.Batch?.Release();
        segment.Batch = null;
        segment.Sender = null;
        segment.Offset = 0;
        segment.Length = 0;
        _free.Push(segment);
    }
}
