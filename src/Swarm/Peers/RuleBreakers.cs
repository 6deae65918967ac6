using Microsoft.Extensions.Logging;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Rates;
using ScreenShare.Swarm.Wire;

namespace ScreenShare.Swarm.Peers;

/// <summary>
/// The price of a broken rule beyond the connection: a ban of what was proven, and a line in the log, at a rate that no peer can raise.
/// </summary>
internal sealed class RuleBreakers(AddressRules rules, ILogger log)
{
    private readonly Allowance _lines = new(perSecond: 0.2, atOnceMax: 20);
    private int _untold;

    public void Handle(PeerSession peer, ProtocolViolation violation, Instant now)
    {
        if (peer.IsProven) rules.Ban(peer.Remote, now);
        else rules.BanNameless(peer.Remote, now);
        Tell(peer, violation, now);
    }

    private void Tell(PeerSession peer, ProtocolViolation violation, Instant now)
    {
        if (peer.Phase == PeerPhase.Handshake)
        {
            // Another protocol, or BitTorrent's own encryption: nobody to warn of.
            PeerLog.NotOneOfOurs(log, peer.Remote, violation);
            return;
        }

        if (!_lines.TryTake(now))
        {
            _untold++;
            return;
        }

        if (_untold > 0) PeerLog.MoreDropped(log, _untold);
        _untold = 0;
        if (peer.IsProven) PeerLog.PeerBanned(log, peer.Remote, (int)SwarmLimits.BanTime.TotalSeconds, violation);
        else PeerLog.PeerDropped(log, peer.Remote, violation);
    }
}
