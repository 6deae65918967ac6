using ScreenShare.Swarm;

namespace ScreenShare.Simulator.Network;

/// <summary>What goes wrong on purpose: hosts die, paths are cut and heal.</summary>
internal sealed class Faults(Paths paths, EventQueue events)
{
    /// <summary>The program dies; its machine resets each connection and refuses further ones.</summary>
    public void Reset(VirtualHost host, Instant now)
    {
        foreach (ConnectionEnd? end in host.Ends)
        {
            if (end is null || paths.IsCut(host, end.Peer.Host)) continue;
            Instant arrival = Instant.Max(end.LastArrival, now + paths.OneWay(host, end.Peer.Host));
            events.Add(arrival, new NetworkEvent(EventKind.ResetArrives, end.Peer, 0));
        }

        Die(host, HostState.Reset);
    }

    /// <summary>The machine vanishes: no packet ever comes from it again, and nobody is told.</summary>
    public static void SilentDeath(VirtualHost host) => Die(host, HostState.Silent);

    public void Cut(VirtualHost one, VirtualHost other) => paths.Cut(one, other);

    public void Heal(VirtualHost one, VirtualHost other, Instant now)
    {
        paths.Heal(one, other);
        ResumeBetween(one, other, now);
        ResumeBetween(other, one, now);
    }

    public static bool ResetArrives(ConnectionEnd end, out Occurrence closed)
    {
        closed = new Occurrence { Kind = OccurrenceKind.Closed, Host = end.Host.Id, Connection = end.Id };
        bool isForNode = end.State == EndState.Open && end.Host.State == HostState.Alive;
        Transport.Drop(end);
        return isForNode;
    }

    private static void Die(VirtualHost host, HostState how)
    {
        host.State = how;
        host.Listens = false;
        for (int i = 0; i < host.Ends.Count; i++)
        {
            if (host.Ends[i] is { } end) Transport.Drop(end);
        }
    }

    /// <summary>Both halves of each connection, since one may have been closed and forgotten by its own host already.</summary>
    private void ResumeBetween(VirtualHost one, VirtualHost other, Instant now)
    {
        foreach (ConnectionEnd? end in one.Ends)
        {
            if (end is null || end.Peer.Host != other) continue;
            Resume(end, now);
            Resume(end.Peer, now);
        }
    }

    private void Resume(ConnectionEnd end, Instant now)
    {
        if (end.Stalled.Count == 0 || end.IsResuming) return;
        end.IsResuming = true;
        Instant at = now + paths.RetransmissionTime(end.Host, end.Peer.Host);
        events.Add(at, new NetworkEvent(EventKind.StallEnds, end, 0));
    }
}
