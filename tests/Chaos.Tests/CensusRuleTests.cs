using ScreenShare.Swarm;
using ScreenShare.Swarm.Census;
using ScreenShare.Swarm.Tests.Node;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Chaos.Tests;

/// <summary>What one hostile neighbour can make of the count of viewers.</summary>
public sealed class CensusRuleTests : IDisposable
{
    private const int FramesPerEpoch = 303; // ten seconds of a studio's time
    private const int FramesToEpochOne = 40;

    private readonly Scene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void Invented_viewers_cost_a_bounded_number_of_bytes_and_are_gone_with_their_epoch()
    {
        _scene.ConnectViewerToSource();
        _scene.Broadcast(FramesToEpochOne);
        HostilePeer hostile = _scene.ConnectedHostile();
        long before = _scene.Viewer.Node.GetStatistics(_scene.Now).CensusBytesSent;

        for (int message = 0; message < 100; message++)
        {
            int first = message * CensusMessage.EntriesMax;
            CensusEntry[] invented =
                [.. Enumerable.Range(first, CensusMessage.EntriesMax).Select(n => new CensusEntry(n, ViewerState.Behind))];
            hostile.Say(output => HostilePeer.Writer.Census(output, _scene.Studio.Id.Tag, 1, invented));
        }

        _scene.Broadcast(200); // six seconds: the epoch is shown

        Assert.True(hostile.IsConnected);
        Assert.Equal(1_000_000, SourceCount().Viewers); // a liar's word, to the bound
        Assert.InRange(_scene.Viewer.Node.GetStatistics(_scene.Now).CensusBytesSent - before, 1, 6000);

        _scene.Broadcast(FramesPerEpoch + 60);

        Assert.Equal(new ViewerCount(1, 0, 0), SourceCount());
        _scene.AssertPictureIsExact();
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(3u)]
    [InlineData(uint.MaxValue)]
    public void What_is_told_of_the_past_or_the_far_future_counts_for_nothing(uint epoch)
    {
        _scene.ConnectViewerToSource();
        _scene.Broadcast(FramesToEpochOne);
        HostilePeer hostile = _scene.ConnectedHostile();

        hostile.Say(output => HostilePeer.Writer.Census(output, _scene.Studio.Id.Tag, epoch, [new CensusEntry(1, ViewerState.Behind)]));
        _scene.Broadcast(200);

        Assert.Equal(new ViewerCount(1, 0, 0), SourceCount());
    }

    [Fact]
    public void After_a_long_session_the_viewers_of_the_next_one_are_counted_by_those_who_stayed()
    {
        MemoryNode other = _scene.Network.Add(_scene.Studio.Joiner);
        _scene.ConnectViewerToSource();
        other.Node.AddPeers([_scene.Source.Address, _scene.Viewer.Address], _scene.Now);
        _scene.Broadcast((2 * FramesPerEpoch) + 250);
        Assert.Equal(2, CountOf(_scene.Viewer).Viewers);

        using var next = new Studio(64, _scene.Studio.Keys, session: 2);
        for (int i = 0; i < 250; i++)
        {
            _scene.Source.Node.Publish(next.Next(), _scene.Now);
            _scene.Run(Scene.Frame);
        }

        Assert.Equal(next.Id, _scene.Viewer.Frames[^1].Session);
        Assert.Equal((2, 2), (CountOf(_scene.Viewer).Viewers, CountOf(other).Viewers));
    }

    private ViewerCount CountOf(MemoryNode node) => node.Node.GetStatistics(_scene.Now).Viewers;

    private ViewerCount SourceCount() => _scene.Source.Node.GetStatistics(_scene.Now).Viewers;
}
