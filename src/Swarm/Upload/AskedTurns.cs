using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;

namespace ScreenShare.Swarm.Upload;

/// <summary>
/// Whose turn it is of those that have asked for something: deficit round robin (Shreedhar and Varghese 1995) by bytes, so that nobody has
/// more of it by asking for more, or for longer pieces, or more urgently.
/// </summary>
internal sealed class AskedTurns
{
    /// <summary>One chunk of the usual size.</summary>
    public const int QuantumBytes = 16 * 1024;

    /// <summary>A long answer is paid for in so many rounds, and no more: others may have asked for nothing meanwhile.</summary>
    private const int OwedMax = 16 * QuantumBytes;

    private readonly List<PeerSession> _round = []; // in the order they came
    private int _at;

    /// <summary>It has asked for something. Does nothing when it waits already.</summary>
    public void Add(PeerSession peer)
    {
        if (peer.Requests.HasTurn) return;
        // What it had beyond its share it still owes, or who asks for a little again and again would have more than others.
        (peer.Requests.HasTurn, peer.Requests.Deficit) = (true, Math.Min(peer.Requests.Deficit, 0));
        _round.Add(peer);
    }

    /// <summary>
    /// The connection is gone. While a limit holds everything back nobody looks whose turn it is, and the gone would pile up.
    /// </summary>
    public void Remove(ConnectionId connection)
    {
        int at = _round.FindIndex(peer => peer.Connection == connection);
        if (at >= 0) RemoveAt(at);
    }

    /// <param name="mayBe">Whether a peer has something that can be sent to it now, of the urgency in question.</param>
    public PeerSession? Next(Func<PeerSession, Instant, bool> mayBe, Instant now)
    {
        Tidy();
        int most = int.MinValue;
        for (int step = 0; step < _round.Count; step++)
        {
            int at = (_at + step) % _round.Count;
            PeerSession peer = _round[at];
            if (!mayBe(peer, now)) continue;
            if (peer.Requests.Deficit > 0)
            {
                _at = at;
                return peer;
            }

            most = Math.Max(most, peer.Requests.Deficit);
        }

        if (most == int.MinValue) return null;
        // As many rounds at once as the least indebted needs.
        int given = ((-most / QuantumBytes) + 1) * QuantumBytes;
        foreach (PeerSession peer in _round)
        {
            if (mayBe(peer, now)) peer.Requests.Deficit += given;
        }

        return Next(mayBe, now); // ends: one has something left now
    }

    /// <summary>Of what it had asked for so much was sent.</summary>
    public void Spend(PeerSession peer, int bytes)
    {
        peer.Requests.Deficit = Math.Max(peer.Requests.Deficit - bytes, -OwedMax);
        if (peer.Requests.Deficit <= 0 && _at < _round.Count && _round[_at] == peer) _at++;
    }

    public void CheckInvariants(Neighbours neighbours)
    {
        foreach (PeerSession peer in neighbours.All)
        {
            Invariant.Counted(peer.Requests.HasTurn ? 1 : 0, _round.Count(other => other == peer), $"Turns of {peer}");
            Invariant.Holds(peer.Requests.HasTurn || !peer.Requests.HasAsked, $"{peer}, which has asked for something, has a turn");
        }

        foreach (PeerSession peer in _round)
            Invariant.Holds(neighbours.Find(peer.Connection) == peer, $"{peer}, which has a turn, is a neighbour");
    }

    /// <summary>Who waits for nothing leaves what it has saved.</summary>
    private void Tidy()
    {
        for (int i = _round.Count - 1; i >= 0; i--)
        {
            PeerSession peer = _round[i];
            if (peer.Requests.HasAsked && peer.Phase != PeerPhase.Closed) continue;
            RemoveAt(i);
        }

        if (_at >= _round.Count) _at = 0;
    }

    private void RemoveAt(int at)
    {
        _round[at].Requests.HasTurn = false;
        _round.RemoveAt(at);
        if (at < _at) _at--;
    }
}
