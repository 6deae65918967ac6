using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Chaos.Tests;

/// <summary>
/// The source helps few newcomers at a time to a first picture: those who make nothing of it keep nobody from it for long.
/// </summary>
public sealed class SeedingTests : IDisposable
{
    private readonly Scene _scene = new();
    private readonly Dictionary<HostilePeer, FrameNumber> _told = [];

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData("nothing", 2)]
    [InlineData("an index", 2)]
    [InlineData("a chunk now and then", 15)] // as much as one that is slow
    public void A_newcomer_has_a_picture_soon_however_many_sit_there_and_ask_for(string what, double seconds)
    {
        _scene.Broadcast(10);
        HostilePeer[] crowd = [.. Enumerable.Range(0, 40).Select(_ => _scene.ConnectedHostile(_scene.Source, namesPort: false))];
        foreach (HostilePeer peer in crowd)
        {
            peer.Hears = (type, body) =>
            {
                if (type != LiveMessageType.KeyHave || !KeyHave.TryRead(body, out KeyHave told)) return;
                _told[peer] = told.KeyFrame;
                if (what == "an index") peer.SayRequest(peer.Id(ChunkKind.KeyFrameIndex, told.KeyFrame));
            };
        }

        _scene.Broadcast(10);
        _scene.ConnectViewerToSource();
        for (int i = 0; i < (int)(seconds * 30); i++)
        {
            PublishedFrame frame = _scene.Publish();
            if (what == "a chunk now and then" && i % 12 == 0) AskForOne(crowd, _told, frame, i / 12);
        }

        Assert.InRange(_scene.Viewer.Frames.Count, 1, int.MaxValue);
        _scene.Run(TimeSpan.FromMilliseconds(500));
        _scene.AssertPictureIsExact();
    }

    /// <summary>And says now and then that it follows, to begin anew when it is found out.</summary>
    private static void AskForOne(HostilePeer[] crowd, Dictionary<HostilePeer, FrameNumber> told, PublishedFrame frame, int time)
    {
        foreach (HostilePeer peer in crowd)
        {
            if (told.TryGetValue(peer, out FrameNumber keyFrame)) peer.SayRequest(peer.Id(ChunkKind.KeyFrame, keyFrame, time % 4));
            if (time % 8 == 7) peer.SayHave(frame.Frame, 0);
        }
    }
}
