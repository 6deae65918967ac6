using ScreenShare.Swarm.Playout;

namespace ScreenShare.Swarm.Tests.Playout;

public sealed class TargetWindowTests
{
    [Fact]
    public void Lateness_shrinks_it_to_one_fixed_target_within_a_few_frames()
    {
        var window = new TargetWindow();
        for (int i = 0; i < 5; i++)
            window.HandleLate();

        Assert.Equal(1, window.Targets);
        window.HandleLate();
        Assert.Equal(1, window.Targets);
    }

    [Fact]
    public void It_grows_back_by_one_for_each_target_in_time_and_no_further_than_it_began()
    {
        var window = new TargetWindow();
        int began = window.Targets;
        window.HandleLate();
        window.HandleOnTime();
        Assert.Equal((began / 2) + 1, window.Targets);

        for (int i = 0; i < 100; i++)
            window.HandleOnTime();
        Assert.Equal(began, window.Targets);
    }
}
