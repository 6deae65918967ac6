using ScreenShare.Simulator.Distribution;

namespace ScreenShare.Swarm.Tests.Simulation;

public sealed class PickerTrialTests
{
    [Fact]
    public void Work_stealing_uses_all_uplinks_where_a_static_share_waits_for_the_slowest()
    {
        PickerResult shared = PickerTrial.Play(Plan(isStatic: true));
        PickerResult stolen = PickerTrial.Play(Plan(isStatic: false));

        Assert.True(stolen.Seconds <= 0.75 * shared.Seconds, $"{stolen.Seconds} s against {shared.Seconds} s");
        Assert.InRange(stolen.Seconds, stolen.BoundSeconds, 1.15 * stolen.BoundSeconds); // headers alone are 1.05
    }

    private static PickerPlan Plan(bool isStatic) => new(
        Seed: 1, BlobBytes: 8_000_000, ChunkBytes: 16_384, [125e3, 250e3, 500e3, 1e6, 2e6], Noise: 0.3, isStatic, TimeSpan.FromMinutes(1));
}
