using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Chaos.Tests;

/// <summary>The source helps few newcomers at a time to a first picture: those who make nothing of it keep nobody from it for long.</summary>
public sealed class SeedingTests : IDisposable
{
    private readonly Scene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData("nothing", 2)]
    [InlineData("an index", 2)]
    public void A_newcomer_has_a_picture_soon_however_many_sit_there_and_ask_for(string what, double seconds)
    {
        _scene.Broadcast(10);
        HostilePeer[] crowd = [.. Enumerable.Range(0, 40).Select(_ => _scene.ConnectedHostile(_scene.Source, namesPort: false))];
        foreach (HostilePeer peer in crowd)
        {
            peer.Hears = (type, body) =>
            {
                if (what == "an index" && type == LiveMessageType.KeyHave && KeyHave.TryRead(body, out KeyHave told))
                    peer.SayRequest(peer.Id(ChunkKind.KeyFrameIndex, told.KeyFrame));
            };
        }

        _scene.Broadcast(10);
        _scene.ConnectViewerToSource();
        for (int i = 0; i < (int)(seconds * 30); i++)
            _scene.Publish();

        Assert.InRange(_scene.Viewer.Frames.Count, 1, int.MaxValue);
        _scene.Run(TimeSpan.FromMilliseconds(500));
        _scene.AssertPictureIsExact();
    }
}
