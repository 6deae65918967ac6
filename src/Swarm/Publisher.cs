using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Swarm;

/// <summary>
/// The broadcaster's side of trust: seals payloads into records, packs them into chunks, signs manifests, and about once a second commits to
/// a virtual key frame. Owned by the publishing task; no I/O, and the time of capture is an argument.
/// </summary>
public sealed class Publisher : IDisposable
{
    public Publisher(BroadcasterKeys keys, StreamParameters parameters, SessionId session, DateTimeOffset sessionStart) => throw new NotImplementedException();

    /// <summary>The next frame. The first must have a payload for every slot.</summary>
    /// <param name="payloads">One a changed slot, in slot order; borrowed for the call.</param>
    public PublishedFrame Publish(IReadOnlyList<SlotPayload> payloads, DateTimeOffset captureTime) => throw new NotImplementedException();

    /// <summary>A frame that says that nothing has changed; due once a second of silence.</summary>
    public PublishedFrame Heartbeat(DateTimeOffset captureTime) => throw new NotImplementedException();

    /// <summary>The last frame of the session.</summary>
    public PublishedFrame End(DateTimeOffset captureTime) => throw new NotImplementedException();

    public void Dispose() { }
}
