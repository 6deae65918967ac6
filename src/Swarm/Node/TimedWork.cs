using ScreenShare.Swarm.Rates;

namespace ScreenShare.Swarm.Node;

/// <summary>What each timer of a node does.</summary>
internal sealed class TimedWork
{
    private readonly NodeParts _parts;
    private readonly NodeTimers _timers;
    private readonly ReceivedRate _received = new();

    public TimedWork(NodeParts parts, Instant now)
    {
        _parts = parts;
        _timers = new NodeTimers(now);
        Beat(NodeTimer.Memory, parts.Chunks.HandleTick);
        Beat(NodeTimer.LastWords, parts.Neighbours.HandleTick);
        Beat(NodeTimer.Connections, parts.Neighbourhood.HandleTick);
        Beat(NodeTimer.Claims, parts.Downloader.HandleTick);
        Beat(NodeTimer.Replacement, Replace);
        Beat(NodeTimer.Uplink, parts.Uploader.HandleTick);
        Beat(NodeTimer.Standings, ExchangeStandings);
        Beat(NodeTimer.Playout, parts.Stream.HandleTick);
        Beat(NodeTimer.Census, TellCensus);
        Beat(NodeTimer.Announcements, Announce);
        Beat(NodeTimer.Spreading, Spread);
        _timers.When(NodeTimer.UploadLimit, parts.Uploader.NextTimeout, static _ => { }); // whoever is woken transmits
        _timers.When(NodeTimer.DownloadLimit, _ => parts.DownloadLimit.NextTimeout, parts.Downloader.Fill);
        if (parts.Source is { } source) _timers.When(NodeTimer.FrameRoom, source.NextTimeout, static _ => { }); // and asks for a frame
    }

    public Deadline Next(Instant now) => _timers.Next(now);

    /// <summary>Does what is due. True when more may follow from it than what was done.</summary>
    public bool Run(Instant now) => _timers.Run(_parts.IsIdle, now);

    /// <summary>Something moves again.</summary>
    public void Hasten(Instant now) => _timers.Hasten(now);

    private void Beat(NodeTimer timer, Action<Instant> handle) =>
        _timers.Every(timer, SwarmLimits.TickInterval, SwarmLimits.IdleTickInterval, handle);

    private void Replace(Instant now)
    {
        bool isFed = _parts.Downloader.IsIdle && _parts.Stream.Playback is not { LacksPicture: true };
        if (_parts.Choice.ToGiveUp(_parts.Downloader.BytesReceived, isFed, now) is { } useless)
            _parts.Neighbourhood.Close(useless, CloseReason.Replaced, now);
    }

    private void ExchangeStandings(Instant now)
    {
        _parts.Standings.HandleTick(now);
        _received.HandleTick(_parts.Downloader.BytesReceived, now);
        _parts.Standings.HandleUplink(
            _parts.Uploader.UplinkBytesPerSecond, _parts.Uploader.PromisedBytesPerSecond, _received.BytesPerSecond, now);
    }

    /// <summary>A viewer counts itself, the source does not.</summary>
    private void TellCensus(Instant now) =>
        _parts.Census.HandleTick(_parts.Stream.Session, _parts.Source is null ? _parts.Stream.Playback : null, now);

    private void Announce(Instant now)
    {
        if (_parts.Stream.Session is { } session) _parts.Announcer.HandleTick(session.Window, now);
    }

    private void Spread(Instant now)
    {
        if (_parts.Stream.Session is { } session) _parts.Source?.HandleTick(session, now);
    }
}
