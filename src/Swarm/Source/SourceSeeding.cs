using ScreenShare.Swarm.Trees;
using ScreenShare.Swarm.Window;

namespace ScreenShare.Swarm.Source;

/// <summary>Who gets its first picture from the source itself: few at a time, and the others from these.</summary>
internal sealed class SourceSeeding(Announcer announcer)
{
    /// <summary>Newcomers that fetch their first picture from the source at a time; the others get it from these.</summary>
    private const int SeedsMax = 2;

    /// <summary>A seed that has not come to follow the stream by then gives up its place.</summary>
    private static readonly TimeSpan SeedPatience = TimeSpan.FromSeconds(3);

    /// <summary>And one that has taken nothing by then, or nothing for so long: an offer, its way back, and a chunk's sending.</summary>
    private static readonly TimeSpan TakingPatience = TimeSpan.FromMilliseconds(500);

    /// <summary>Where others have the picture a newcomer finds them within this time, or the source helps.</summary>
    private static readonly TimeSpan NewcomerGrace = TimeSpan.FromMilliseconds(1500);

    /// <summary>As many as a node has places for those that dial it.</summary>
    private const int SeedsAtOnceMax = 64;

    private static readonly TimeSpan RemindEvery = TimeSpan.FromMilliseconds(500);

    private int _atOnce = SeedsMax;
    private Instant _remindedAt;

    /// <summary>
    /// Nobody has a picture, and somebody takes a first one from here. Frames are of no use to anybody then, and what has changed since the
    /// picture, which only this node has, would be asked for by each of those who have the picture next.
    /// </summary>
    public static bool IsFirst(IReadOnlyCollection<Receiver> receivers, Instant now)
    {
        bool isTaken = false;
        foreach (Receiver receiver in receivers)
        {
            if (receiver.IsFollowing) return false;
            isTaken |= receiver is { HasSeedPlace: true, SeededAt: { } at } && IsTaking(receiver, at, now);
        }

        return isTaken;
    }

    /// <summary>Offers a first picture to newcomers: to those without company, or when nobody else has it, or when they have
    /// waited.</summary>
    public void Choose(IReadOnlyCollection<Receiver> receivers, Session session, Instant now)
    {
        int seeds = 0;
        bool othersHaveIt = false;
        foreach (Receiver receiver in receivers)
        {
            seeds += HasPlace(receiver, now) ? 1 : 0;
            othersHaveIt |= receiver.IsFollowing;
        }

        foreach (Receiver receiver in receivers.OrderBy(receiver => receiver.Seedings)) // who comes again and again waits for the others
        {
            if (seeds >= _atOnce) return;
            bool needsUs = !othersHaveIt || receiver.IsLonely(now) || now - receiver.Since > NewcomerGrace;
            if (receiver.IsFollowing || receiver.SeededAt is not null || !needsUs) continue;
            (receiver.SeededAt, receiver.HasSeedPlace) = (now, true);
            receiver.Seedings++;
            seeds++;
            announcer.EverythingTo(receiver.Peer, session);
        }
    }

    /// <summary>
    /// Tells some of those that have fallen behind of the newest key frame. Each would fetch what has changed since its own last picture,
    /// all of it from here; a picture that is the same for all they have from each other.
    /// </summary>
    public void Remind(IReadOnlyCollection<Receiver> receivers, Session session, Instant now)
    {
        if (now - _remindedAt < RemindEvery || session.KeyFrames.Entries is not [.., { CanServe: true } newest]) return;
        _remindedAt = now;
        int left = SeedsMax;
        foreach (Receiver receiver in receivers.Where(receiver => receiver.IsBehind).OrderBy(receiver => receiver.Reminders))
        {
            if (left-- == 0) return;
            receiver.Reminders++;
            announcer.KeyFrameTo(receiver.Peer, newest.Frame);
        }
    }

    /// <summary>
    /// Each place that was held for nothing makes one more, or a crowd that only sits there would hold newcomers up for as long as it is
    /// large.
    /// </summary>
    private bool HasPlace(Receiver receiver, Instant now)
    {
        if (!receiver.HasSeedPlace) return false;
        Instant at = receiver.SeededAt ?? now; // null: it followed, and has fallen behind since
        bool isTaking = IsTaking(receiver, at, now);
        if (!receiver.IsFollowing && isTaking && now - at < SeedPatience && receiver.SeededAt is not null) return true;
        receiver.HasSeedPlace = false;
        _atOnce = receiver.IsFollowing ? Math.Max(_atOnce / 2, SeedsMax) : isTaking ? _atOnce : Math.Min(_atOnce + 1, SeedsAtOnceMax);
        return false;
    }

    private static bool IsTaking(Receiver receiver, Instant seededAt, Instant now) =>
        now - Instant.Max(seededAt, receiver.Peer.Conduct.TookAt ?? seededAt) < TakingPatience;
}
