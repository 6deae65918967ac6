using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Window;

namespace ScreenShare.Swarm.Upload;

/// <summary>Writes a manifest to a peer, and with it the frame's index where that is short.</summary>
internal static class ManifestDelivery
{
    /// <param name="indexBytesMax">A longer index stays behind and is asked for by who wants it.</param>
    public static void To(PeerSession peer, WindowFrame frame, int indexBytesMax = Manifest.RidingIndexBytesMax)
    {
        ReadOnlySpan<byte> index = frame.Delta?.Index is { } known && known.Bytes.Length <= indexBytesMax ? known.Bytes.Span : default;
        peer.Writer.Manifest(peer.Outbox, frame.Manifest.Bytes, index);
        peer.Manifests.Add(frame.Frame);
        if (!index.IsEmpty || frame.Delta?.Index is not { Bytes.Length: <= Manifest.RidingIndexBytesMax }) peer.Indexes.Add(frame.Frame);
    }
}
