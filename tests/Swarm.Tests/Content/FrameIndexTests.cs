using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Publishing;
using Record = ScreenShare.Swarm.Content.Record;

namespace ScreenShare.Swarm.Tests.Content;

public sealed class FrameIndexTests
{
    [Fact]
    public void A_deltas_index_is_read_as_it_was_written()
    {
        (_, PublishedFrame frame, StreamParameters parameters) = Published.TwoFrames();
        FrameIndex written = frame.Delta!.Index;

        Assert.True(FrameIndexReader.TryReadDelta(written.Bytes.Span, frame.Frame, parameters, out FrameIndex? read));

        Assert.Equal(written.Chunks.ToArray(), read!.Chunks.ToArray());
        Assert.Equal(written.Slots.ToArray(), read.Slots.ToArray());
        Assert.Equal(Hash256.Of(written.Bytes.Span), frame.Manifest.IndexHash);
    }

    [Fact]
    public void A_key_frames_index_is_read_as_it_was_written()
    {
        (PublishedFrame frame, _, StreamParameters parameters) = Published.TwoFrames();
        FrameIndex written = frame.KeyFrame!.Index;

        Assert.True(FrameIndexReader.TryReadKeyFrame(written.Bytes.Span, frame.Frame, parameters, out FrameIndex? read));

        Assert.Equal(written.Chunks.ToArray(), read!.Chunks.ToArray());
        Assert.Equal(parameters.SlotCount, read.Slots.Length);
        Assert.All(Enumerable.Range(0, parameters.SlotCount), slot => Assert.Equal(frame.Frame, read.OriginAt(slot)));
    }

    [Fact]
    public void Every_chunk_holds_the_records_that_the_index_names()
    {
        (_, PublishedFrame frame, _) = Published.TwoFrames();

        for (int chunk = 0; chunk < frame.Delta!.Chunks.Length; chunk++)
        {
            var records = new Record[frame.Delta.Index.Chunks[chunk].SlotCount];
            Assert.True(frame.Delta.Index.TryReadRecords(chunk, frame.Delta.Chunks[chunk], records));
            Assert.Equal(frame.Delta.Index.SlotsOf(chunk).ToArray(), records.Select(record => record.Slot.Value));
            Assert.Equal(frame.Delta.Index.Chunks[chunk].Hash, Hash256.Of(frame.Delta.Chunks[chunk].Span));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_truncation_is_refused(bool isKeyFrame)
    {
        (byte[] bytes, StreamParameters parameters) = Index(isKeyFrame);

        for (int length = 0; length < bytes.Length; length++)
            Assert.False(TryRead(isKeyFrame, bytes.AsSpan(0, length), parameters), $"{length} bytes");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_follows_is_refused(bool isKeyFrame)
    {
        (byte[] bytes, StreamParameters parameters) = Index(isKeyFrame);

        Assert.False(TryRead(isKeyFrame, [.. bytes, 0], parameters));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_index_of_more_slots_than_the_stream_has_is_refused(bool isKeyFrame)
    {
        (byte[] bytes, StreamParameters parameters) = Index(isKeyFrame);

        Assert.False(TryRead(isKeyFrame, bytes, new StreamParameters(parameters.SlotCount / 2, parameters.ChunkCapacity, [])));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Ten_thousand_mutations_never_throw(bool isKeyFrame)
    {
        (byte[] bytes, StreamParameters parameters) = Index(isKeyFrame);

        foreach (byte[] mutated in Mutations.Of(bytes, seed: 2))
            TryRead(isKeyFrame, mutated, parameters);
    }

    [Fact]
    public void Ten_thousand_mutations_of_a_chunk_never_throw_and_never_pass_for_other_slots()
    {
        (_, PublishedFrame frame, _) = Published.TwoFrames();
        byte[] chunk = frame.Delta!.Chunks[0].ToArray();
        var records = new Record[frame.Delta.Index.Chunks[0].SlotCount];

        foreach (byte[] mutated in Mutations.Of(chunk, seed: 3))
        {
            if (frame.Delta.Index.TryReadRecords(0, mutated, records))
                Assert.Equal(frame.Delta.Index.SlotsOf(0).ToArray(), records.Select(record => record.Slot.Value));
        }
    }

    private static (byte[] Bytes, StreamParameters Parameters) Index(bool isKeyFrame)
    {
        (PublishedFrame first, PublishedFrame second, StreamParameters parameters) = Published.TwoFrames();
        return ((isKeyFrame ? first.KeyFrame!.Index : second.Delta!.Index).Bytes.ToArray(), parameters);
    }

    private static bool TryRead(bool isKeyFrame, ReadOnlySpan<byte> bytes, StreamParameters parameters) => isKeyFrame
        ? FrameIndexReader.TryReadKeyFrame(bytes, FrameNumber.First, parameters, out _)
        : FrameIndexReader.TryReadDelta(bytes, new FrameNumber(2), parameters, out _);
}
