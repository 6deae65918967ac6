using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Trust;
using ScreenShare.Swarm.Wire;

namespace ScreenShare.Swarm.Source;

/// <summary>
/// Hears of a broadcaster with the same keys whose session starts later than ours: viewers that met it follow it and never come back, and
/// neighbours tell us its manifests. What was signed before ours, told again by whomever, says nothing: it starts earlier.
/// </summary>
internal sealed class LaterSessions(IContentVerifier verifier, Queue<NodeEvent> events)
{
    private SessionId? _told;

    /// <param name="own">Null: nothing is published yet, and nobody can be later.</param>
    /// <param name="key">Our own.</param>
    /// <param name="body">A manifest, and perhaps its index behind it.</param>
    public ProtocolViolation HandleManifest(Manifest? own, PublicKey? key, ReadOnlySpan<byte> body)
    {
        if (own is null || key is null || !Manifest.TryRead(body, out Manifest? manifest, out _)) return ProtocolViolation.None;
        if (manifest!.Session == own.Session || manifest.Session == _told || manifest.SessionStart <= own.SessionStart) // read, so there
            return ProtocolViolation.None;
        if (!verifier.VerifyManifest(key, manifest.Body, manifest.Signature)) return ProtocolViolation.BadSignature;
        _told = manifest.Session;
        events.Enqueue(new NodeEvent.Overtaken(manifest.Session, DateTimeOffset.FromUnixTimeMilliseconds((long)manifest.SessionStart)));
        return ProtocolViolation.None;
    }
}
