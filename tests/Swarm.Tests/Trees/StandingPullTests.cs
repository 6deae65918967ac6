using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Trees;

namespace ScreenShare.Swarm.Tests.Trees;

/// <summary>When something of a stripe may be asked for although <see cref="StandingRequests"/> have it sent.</summary>
public sealed class StandingPullTests
{
    [Fact]
    public void What_the_parent_owes_is_asked_for_only_when_it_is_overdue()
    {
        var fixture = new StandingFixture("1", "1");
        fixture.Pass(0.05);
        char parent = fixture.Asked(1)[0];
        char other = parent == 'a' ? 'b' : 'a';
        fixture.Pass(0.5);
        Instant told = fixture.Now;

        Assert.False(fixture.MayPull(parent, told));
        Assert.False(fixture.MayPull(other, told));
        fixture.Pass(0.05);
        Assert.False(fixture.MayPull(other, told));
        fixture.Pass(2);

        Assert.True(fixture.MayPull(parent, told));
        Assert.True(fixture.MayPull(other, told));
    }

    [Fact]
    public void What_nobody_owes_is_asked_for_at_once()
    {
        var fixture = new StandingFixture("1");
        Assert.True(fixture.MayPull('a', fixture.Now)); // no parent yet

        fixture.Pass(0.5);

        Assert.False(fixture.MayPull('a', fixture.Now));
        Assert.True(fixture.MayPull('a', told: null)); // asked on speculation
    }

    [Fact]
    public void What_the_parent_told_of_before_it_was_asked_for_the_stripe_does_not_come_by_itself()
    {
        var fixture = new StandingFixture("1", ".");
        Instant told = fixture.Now;
        fixture.Pass(0.05);

        Assert.True(fixture.MayPull('a', told));
        Assert.False(fixture.MayPull('b', told));
    }

    [Fact]
    public void A_stripe_flows_while_something_has_come_lately_or_is_not_due()
    {
        var fixture = new StandingFixture("1");
        Assert.False(fixture.Requests.IsFlowing(0, fixture.Frame, fixture.Now, fixture.Now)); // nobody is asked
        fixture.Pass(0.05);
        Instant wanted = fixture.Now;
        Assert.True(fixture.Requests.IsFlowing(0, fixture.Frame, wanted, fixture.Now));

        fixture.Pass(5);
        Assert.False(fixture.Requests.IsFlowing(0, fixture.Frame, wanted, fixture.Now));
        fixture.Push('a');

        Assert.True(fixture.Requests.IsFlowing(0, fixture.Frame, wanted, fixture.Now));
    }

    [Fact]
    public void What_was_new_before_anybody_was_asked_for_the_stripe_does_not_come_by_it()
    {
        var fixture = new StandingFixture("1");
        FrameNumber before = fixture.Frame;
        fixture.Neighbours.HandleHeard(before);
        fixture.Pass(0.05);
        fixture.Push('a');

        Assert.False(fixture.Requests.IsFlowing(0, before, fixture.Now, fixture.Now));
        Assert.True(fixture.Requests.IsFlowing(0, before.Next, fixture.Now, fixture.Now));
    }
}
