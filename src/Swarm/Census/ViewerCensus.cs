using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Playout;
using ScreenShare.Swarm.Window;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Census;

/// <summary>
/// How many watch, by gossip: in each epoch, ten seconds of the broadcaster's signed time, every viewer draws a number and neighbours tell
/// each other the smallest (<see cref="CensusSketch"/>), each to each once. Who has left draws none in the next epoch, so there is nothing
/// to take back. What is shown is an epoch that has had time to spread: joins show within seconds, and leavers are gone after fifteen.
/// </summary>
internal sealed class ViewerCensus(Neighbours neighbours, Random random)
{
    private static readonly TimeSpan EpochLength = TimeSpan.FromSeconds(10);

    /// <summary>An epoch has spread by then: a dozen hops of <see cref="TellInterval"/>, in swarms that have four.</summary>
    private static readonly TimeSpan SettlingTime = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan TellInterval = TimeSpan.FromMilliseconds(400);

    /// <summary>A joiner is counted when it has a picture, or has waited this long for one.</summary>
    private static readonly TimeSpan JoiningTime = TimeSpan.FromSeconds(2);

    private readonly CensusEntry[] _telling = new CensusEntry[CensusMessage.EntriesMax];
    private CensusSketch _before = new();
    private CensusSketch _current = new();
    private CensusSketch _next = new(); // told by neighbours that know of the next epoch already
    private SessionTag _session;
    private uint _epoch;
    private Instant _epochSince;
    private Instant _sessionSince;
    private bool _hasBefore;
    private bool _isCounted;
    private long _news; // counts what has come into the current sketch, and new sketches
    private long _released;
    private long _skipped;

    /// <summary>What telling has cost so far.</summary>
    public long BytesSent { get; private set; }

    public ViewerCount Count(Instant now)
    {
        bool isSpreading = _hasBefore && now - _epochSince < SettlingTime;
        return (isSpreading ? _before : _current).Count();
    }

    /// <param name="playback">Of a viewer, which counts itself; null at the source.</param>
    public void HandleTick(Session? session, Playback? playback, Instant now)
    {
        if (session is null || !KnowsTime(session, now)) return;
        if (!_isCounted && playback is not null) CountOurselves(session, playback, now);
        foreach (PeerSession peer in neighbours.All)
        {
            if (peer.IsLive && peer.Census.ToldNews != _news && now - peer.Census.ToldAt >= TellInterval) TellNews(peer, now);
        }
    }

    /// <summary>A neighbour tells. What is of another session, or of an epoch that is past or far ahead, is passed over.</summary>
    public void Handle(PeerSession peer, CensusMessage message, Session? session, Instant now)
    {
        if (session is null || !KnowsTime(session, now)) return;
        CensusSketch? told = message.Session != _session ? null
            : message.Epoch == _epoch ? _current
            : message.Epoch == unchecked(_epoch + 1) ? _next : null;
        if (told is null) return;
        for (int i = 0; i < message.Count && peer.Census.Hears(message.Epoch); i++)
        {
            _news += told.Add(message[i]) ? 1 : 0;
            peer.Census.Knows(message[i].Number);
        }
    }

    public void CheckInvariants()
    {
        _before.CheckInvariants();
        _current.CheckInvariants();
        _next.CheckInvariants();
    }

    /// <summary>
    /// Rounded down. A session that had to start later than the one before may start ahead of its own clock: then epochs come from below
    /// zero, and go on past it like any number that runs round (RFC 1982).
    /// </summary>
    private static uint EpochOf(Manifest manifest)
    {
        long sinceStart = manifest.CaptureTime.ToUnixTimeMilliseconds() - (long)manifest.SessionStart; // both below 2^48
        return unchecked((uint)(long)Math.Floor(sinceStart / EpochLength.TotalMilliseconds));
    }

    /// <summary>False before the first frame; else looks whether it is another epoch.</summary>
    private bool KnowsTime(Session session, Instant now)
    {
        if (session.Window.NewestFrame is not { } newest) return false;
        EnterEpoch(session, EpochOf(newest.Manifest), now);
        return true;
    }

    private void EnterEpoch(Session session, uint epoch, Instant now)
    {
        bool isSame = session.Tag == _session;
        if (isSame && !CensusMessage.IsLater(epoch, than: _epoch)) return; // what arrives late tells of the past
        bool isNext = isSame && epoch == unchecked(_epoch + 1);
        (_before, _current, _next) = (_current, _next, _before);
        if (!isNext) _current.Clear();
        _next.Clear();
        _news++;
        _hasBefore = isNext;
        if (!isSame) _sessionSince = now;
        (_session, _epoch, _epochSince, _isCounted) = (session.Tag, epoch, now, false);
    }

    private void CountOurselves(Session session, Playback playback, Instant now)
    {
        bool hasPicture = !session.Base.IsNone;
        if (!hasPicture && now - _sessionSince < JoiningTime) return;
        long released = playback.Release.FramesReleased - _released;
        long skipped = playback.Release.FramesSkipped - _skipped;
        (_released, _skipped) = (playback.Release.FramesReleased, playback.Release.FramesSkipped);
        ViewerState state = !hasPicture ? ViewerState.Joining
            : skipped > (released + skipped) / 10 ? ViewerState.Behind
            : ViewerState.Following;
        _current.Add(new CensusEntry(random.Next(CensusEntry.NumbersEnd), state));
        _isCounted = true;
        _news++;
    }

    private void TellNews(PeerSession peer, Instant now)
    {
        int count = 0;
        foreach (CensusEntry entry in _current.Entries)
        {
            if (count < _telling.Length && peer.Census.Tell(_epoch, entry.Number)) _telling[count++] = entry;
        }

        if (count < _telling.Length) peer.Census.ToldNews = _news;
        if (count == 0) return;
        int before = peer.Outbox.Bytes;
        peer.Writer.Census(peer.Outbox, _session, _epoch, _telling.AsSpan(0, count));
        BytesSent += peer.Outbox.Bytes - before;
        peer.Census.ToldAt = now;
    }
}
