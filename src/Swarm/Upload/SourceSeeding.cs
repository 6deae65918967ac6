using ScreenShare.Swarm.Playout;

namespace ScreenShare.Swarm.Upload;

/// <summary>Who gets its first picture from the source itself: few at a time, and the others from these.</summary>
internal sealed class SourceSeeding(Announcer announcer)
{
    /// <summary>Newcomers that fetch their first picture from the source at a time; the others get it from these.</summary>
    private const int SeedsMax = 2;

    /// <summary>A seed that has not come to follow the stream by then gives up its place.</summary>
    private static readonly TimeSpan SeedPatience = TimeSpan.FromSeconds(3);

    /// <summary>Where others have the picture a newcomer finds them within this time, or the source helps.</summary>
    private static readonly TimeSpan NewcomerGrace = TimeSpan.FromMilliseconds(1500);

    /// <summary>Offers a first picture to newcomers: to those without company, or when nobody else has it, or when they have
    /// waited.</summary>
    public void Look(IReadOnlyCollection<Receiver> receivers, Session session, Instant now)
    {
        int seeds = 0;
        bool othersHaveIt = false;
        foreach (Receiver receiver in receivers)
        {
            seeds += receiver.SeededAt is { } at && !receiver.IsFollowing && now - at < SeedPatience ? 1 : 0;
            othersHaveIt |= receiver.IsFollowing;
        }

        foreach (Receiver receiver in receivers)
        {
            if (seeds >= SeedsMax)
                return;
            bool needsUs = !othersHaveIt || receiver.IsLonely(now) || now - receiver.Since > NewcomerGrace;
            if (receiver.IsFollowing || receiver.SeededAt is not null || !needsUs)
                continue;
            receiver.SeededAt = now;
            seeds++;
            announcer.EverythingTo(receiver.Peer, session);
        }
    }
}
