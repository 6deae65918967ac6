using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Window;

namespace ScreenShare.Swarm.Playout;

/// <summary>
/// How long what is shown has been out of date. Manifests may come, and with them the sign that the broadcast lives, while the pictures
/// they announce do not: then the picture is old, and whoever looks at it should know. Goes by this node's own time; of the broadcaster's
/// only how much later than at best its manifests come.
/// </summary>
/// <param name="since">The session began: there is no picture of it yet.</param>
internal sealed class PictureAge(TimeSpan oldAfter, Instant since)
{
    public bool IsOld { get; private set; }

    /// <summary>Null when that is as it was; else it has become old, or is current again: see <see cref="IsOld"/>.</summary>
    /// <param name="lag">How much later than at best manifests come.</param>
    public TimeSpan? Update(Session session, TimeSpan lag, Instant now)
    {
        TimeSpan age = AgeOf(session, lag, now);

        // Who gets a picture every few seconds is told once, and not with each of them.
        bool isOld = age > (IsOld ? oldAfter / 2 : oldAfter);
        if (isOld == IsOld) return null;
        IsOld = isOld;
        return age;
    }

    /// <summary>It is known for another reason: nothing comes at all.</summary>
    public void Forget() => IsOld = false;

    private TimeSpan AgeOf(Session session, TimeSpan lag, Instant now)
    {
        if (session.Base.IsNone) return now - since;
        return NextPicture(session) is { } next ? (now - next.ArrivedAt) + lag : lag;
    }

    /// <summary>The first picture known of that is not shown yet: since its manifest came, what is shown is out of date.</summary>
    private static WindowFrame? NextPicture(Session session)
    {
        FrameWindow window = session.Window;
        FrameNumber f = session.Base < window.Oldest ? window.Oldest.Previous : session.Base;
        while (f < window.Newest) // the window is bounded; the newest may have the last number there is
        {
            f = f.Next;
            if (window[f] is { Manifest.Kind: ManifestKind.Delta } picture) return picture;
        }

        return null;
    }
}
