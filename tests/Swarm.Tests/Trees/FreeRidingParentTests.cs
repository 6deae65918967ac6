using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Tests.Trees;

/// <summary>
/// A parent of several stripes owes a chunk of one after the other, and each has to be pulled from somebody else. Whom the stripes are
/// asked of then, as <see cref="StandingFixture.Asked"/> says it: <c>a</c> is nearest, <c>b</c> sends what was owed.
/// </summary>
public sealed class FreeRidingParentTests
{
    private readonly StandingFixture _fixture = new("1111", "4444");

    public FreeRidingParentTests()
    {
        _fixture.Pass(5);
        Assert.Equal("aaaa", _fixture.Asked(4));
    }

    [Fact]
    public void Who_owes_chunks_of_several_stripes_and_has_sent_none_is_left_in_all()
    {
        Pull(0, 1, 2);
        Assert.Equal("aaaa", _fixture.Asked(4)); // three may be chance
        Pull(3);
        _fixture.Pass(1);

        Assert.Equal("bbbb", _fixture.Asked(4));
    }

    [Fact]
    public void It_is_asked_again_by_and_by()
    {
        Pull(0, 1, 2, 3);
        _fixture.Pass(60);

        Assert.Equal("aaaa", _fixture.Asked(4));
    }

    [Fact]
    public void Who_has_sent_a_chunk_is_only_slow()
    {
        _fixture.Push('a');
        Pull(0, 1, 2, 3, 0, 1, 2, 3);

        Assert.Equal("aaaa", _fixture.Asked(4));
    }

    [Fact]
    public void Manifests_are_no_chunks()
    {
        _fixture.Requests.HandleManifest(_fixture.Peer('a'), _fixture.Frame, _fixture.Now); // and so becomes who sends them
        _fixture.Requests.HandleManifest(_fixture.Peer('a'), _fixture.Frame.Next, _fixture.Now);
        Pull(Stripes.Manifests, Stripes.Manifests, Stripes.Manifests, 0, 1, 2);
        Assert.Equal("aaaa", _fixture.Asked(4));
        Pull(3);
        _fixture.Pass(1);

        Assert.Equal("bbbb", _fixture.Asked(4));
    }

    [Fact]
    public void What_comes_from_the_source_comes_late_to_all()
    {
        var fixture = new StandingFixture("0000", "4444");
        fixture.Pass(5);
        for (int stripe = 0; stripe < 4; stripe++)
            fixture.Requests.HandlePulled(fixture.Peer('b'), stripe, fixture.Now);

        Assert.Equal("aaaa", fixture.Asked(4));
    }

    private void Pull(params int[] stripes)
    {
        foreach (int stripe in stripes)
            _fixture.Requests.HandlePulled(_fixture.Peer('b'), stripe, _fixture.Now);
    }
}
