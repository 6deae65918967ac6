using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Window;

namespace ScreenShare.Swarm.Playout;

/// <summary>Which key frames somebody says that it can serve, and is not silent.</summary>
internal static class AvailableKeyFrames
{
    /// <summary>Null: none.</summary>
    public static KeyFrameEntry? Newest(KeyFrameShelf shelf, Neighbours neighbours)
    {
        for (int i = shelf.Entries.Count - 1; i >= 0; i--)
        {
            if (Contain(shelf.Entries[i], neighbours)) return shelf.Entries[i];
        }

        return null;
    }

    public static bool Contain(KeyFrameEntry entry, Neighbours neighbours) => CountHolders(entry, neighbours) > 0;

    public static int CountHolders(KeyFrameEntry entry, Neighbours neighbours) =>
        neighbours.CountHolders(ChunkKind.KeyFrame, entry.Frame, chunk: 0);
}
