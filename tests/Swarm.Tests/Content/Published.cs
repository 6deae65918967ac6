using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Tests.Node;

namespace ScreenShare.Swarm.Tests.Content;

/// <summary>A few real frames to take apart.</summary>
internal static class Published
{
    public static (PublishedFrame First, PublishedFrame Second, StreamParameters Parameters) TwoFrames(int slots = 100)
    {
        using var studio = new Studio(slots);
        return (studio.Next(bytes: 700), studio.Next(bytes: 700), studio.Parameters);
    }
}
