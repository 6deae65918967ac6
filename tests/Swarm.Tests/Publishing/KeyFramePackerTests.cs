using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Tests.Node;
using Record = ScreenShare.Swarm.Content.Record;

namespace ScreenShare.Swarm.Tests.Publishing;

public sealed class KeyFramePackerTests
{
    [Fact]
    public void A_peer_that_assembles_the_state_anew_gets_the_bytes_the_broadcaster_committed_to()
    {
        using var studio = new Studio(slots: 200);
        var state = new Record[200];
        PublishedFrame last = Apply(studio.Next(bytes: 900), state);
        for (int i = 0; i < 40; i++)
            last = Apply(studio.Next(oneIn: 20, bytes: 900), state) is { KeyFrame: not null } committed ? committed : last;

        PackedFrame again = new KeyFramePacker().Pack(last.Frame, StateAt(last, state), studio.Parameters.ChunkCapacity);

        Assert.True(last.Frame > FrameNumber.First);
        Assert.Equal(last.Manifest.KeyIndexHash, Hash256.Of(again.Index.Bytes.Span));
    }

    [Fact]
    public void A_band_without_a_change_keeps_its_chunks()
    {
        using var studio = new Studio(slots: 128);
        var state = new Record[128];
        Apply(studio.Next(bytes: 900), state);
        var packer = new KeyFramePacker();
        PackedFrame before = packer.Pack(new FrameNumber(1), state, studio.Parameters.ChunkCapacity);
        PublishedFrame change = studio.Next(oneIn: int.MaxValue, bytes: 900); // the last slot alone
        Apply(change, state);

        PackedFrame after = packer.Pack(new FrameNumber(2), state, studio.Parameters.ChunkCapacity);

        IEnumerable<Hash256> hashesBefore = before.Index.Chunks.ToArray().Select(chunk => chunk.Hash);
        int kept = hashesBefore.Intersect(after.Index.Chunks.ToArray().Select(chunk => chunk.Hash)).Count();
        Assert.Equal(before.Chunks.Length - 1, kept);
    }

    private static PublishedFrame Apply(PublishedFrame frame, Record[] state)
    {
        for (int chunk = 0; chunk < frame.Delta!.Chunks.Length; chunk++)
        {
            var records = new Record[frame.Delta.Index.Chunks[chunk].SlotCount];
            Assert.True(frame.Delta.Index.TryReadRecords(chunk, frame.Delta.Chunks[chunk], records));
            foreach (Record record in records)
                state[record.Slot.Value] = record;
        }

        return frame;
    }

    /// <summary>The state as the key frame's own chunks give it, since the walk has gone on past it.</summary>
    private static Record[] StateAt(PublishedFrame keyFrame, Record[] later)
    {
        var state = new Record[later.Length];
        for (int chunk = 0; chunk < keyFrame.KeyFrame!.Chunks.Length; chunk++)
        {
            var records = new Record[keyFrame.KeyFrame.Index.Chunks[chunk].SlotCount];
            Assert.True(keyFrame.KeyFrame.Index.TryReadRecords(chunk, keyFrame.KeyFrame.Chunks[chunk], records));
            foreach (Record record in records)
                state[record.Slot.Value] = record;
        }

        return state;
    }
}
