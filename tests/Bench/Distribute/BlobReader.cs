using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Playout;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Bench.Distribute;

/// <summary>Opens a released blob and digests it, as a viewer's decoder would have to.</summary>
internal static class BlobReader
{
    public static string Digest(ReleasedFrame frame, ContentKey key)
    {
        using var cipher = new RecordCipher(key, frame.Session, TrackId.Full);
        using var digest = new BlobDigest();
        var payload = new byte[frame.Parameters.ChunkCapacity];
        foreach (Record record in frame.Records)
        {
            if (!cipher.TryOpen(record, payload, out int bytes)) return "does not open";
            digest.Add(payload.AsSpan(0, bytes));
        }

        return digest.Finish();
    }
}
