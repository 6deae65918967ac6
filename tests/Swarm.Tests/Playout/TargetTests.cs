using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Playout;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Tests.Node;
using ScreenShare.Swarm.Window;

namespace ScreenShare.Swarm.Tests.Playout;

public sealed class TargetTests : IDisposable
{
    private const int Slots = 64;

    private readonly Studio _studio = new(Slots);
    private readonly FrameWindow _window = new();
    private readonly List<PublishedFrame> _frames = [];

    public void Dispose() => _studio.Dispose();

    [Fact]
    public void A_target_of_one_frame_is_all_of_its_chunks()
    {
        Publish(3);

        Target target = Target.ByDeltas(_window, new FrameNumber(2), new FrameNumber(3), Slots, Instant.Zero);

        Assert.Equal(_frames[2].Delta!.Chunks.Length, target.Chunks.Count);
    }

    [Fact]
    public void Frames_that_were_overwritten_meanwhile_cost_nothing()
    {
        Publish(10, oneIn: 1);

        Target target = Target.ByDeltas(_window, FrameNumber.First, new FrameNumber(10), Slots, Instant.Zero);

        Assert.All(target.Chunks, chunk => Assert.Equal(new FrameNumber(10), chunk.Set.Frame));
    }

    [Fact]
    public void Applying_a_target_over_several_frames_gives_the_state_of_the_last()
    {
        Publish(20, oneIn: 5);
        var merged = new SlotTable(Slots);
        var oneByOne = new SlotTable(Slots);

        Apply(merged, Target.ByDeltas(_window, FrameNumber.None, new FrameNumber(20), Slots, Instant.Zero));
        for (uint frame = 1; frame <= 20; frame++)
            Apply(oneByOne, Target.ByDeltas(_window, new FrameNumber(frame - 1), new FrameNumber(frame), Slots, Instant.Zero));

        Assert.Equal(
            oneByOne.Snapshot().Records.ToArray().Select(record => record.Origin),
            merged.Snapshot().Records.ToArray().Select(record => record.Origin));
        Assert.Equal(new FrameNumber(20), merged.NewestOrigin);
    }

    [Fact]
    public void By_way_of_a_key_frame_only_bands_with_something_newer_are_fetched()
    {
        Publish(1);
        var state = new SlotTable(Slots);
        Apply(state, Target.ByDeltas(_window, FrameNumber.None, FrameNumber.First, Slots, Instant.Zero));
        _frames.Add(_studio.Next(oneIn: int.MaxValue)); // the last slot alone
        PublishedFrame heartbeat = _studio.Heartbeat();
        ChunkSet keyFrame = ChunkSet.FromPacked(ChunkKind.KeyFrame, heartbeat.KeyFrame!, heartbeat.Manifest.KeyIndexHash);

        Target target = Target.ByKeyFrame(keyFrame, FrameNumber.First, state, Instant.Zero);

        Assert.Single(target.Chunks);
        Assert.Contains((ushort)(Slots - 1), keyFrame.Index!.SlotsOf(target.Chunks[0].Chunk).ToArray());
    }

    private static void Apply(SlotTable state, Target target)
    {
        foreach ((ChunkSet set, int chunk) in target.Chunks)
            Assert.True(state.TryApply(set, chunk));
    }

    private void Publish(int frames, int oneIn = 4)
    {
        for (int i = 0; i < frames; i++)
        {
            PublishedFrame frame = _studio.Next(oneIn);
            _frames.Add(frame);
            _window.Add(new WindowFrame(
                frame.Manifest, ChunkSet.FromPacked(ChunkKind.Delta, frame.Delta!, frame.Manifest.IndexHash), Instant.Zero));
        }
    }
}
