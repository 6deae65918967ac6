using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Tests.Peers;

/// <summary>
/// Of three neighbours the first owes a piece and has never sent one, the second owes one and has, the third was asked for nothing.
/// A picture's column is half a second: <c>.</c> nothing comes of what is wanted, <c>p</c> a piece comes, <c>i</c> nothing is wanted; the
/// answer <c>1</c> is "the first is given up".
/// </summary>
public sealed class NeighbourChoiceTests
{
    private readonly Neighbours _neighbours = new();
    private readonly NeighbourChoice _choice;

    public NeighbourChoiceTests()
    {
        Join().Pipeline.Snub();
        PeerSession useful = Join();
        useful.Pipeline.Snub();
        useful.PieceBytesReceived = 1;
        Join();
        _choice = new NeighbourChoice(_neighbours);
    }

    [Theory]
    [InlineData(
        "p..............",
        "      1 1 1 1 1")]
    [InlineData(
        "p....p....p....",
        "               ")]
    [InlineData(
        "p....i....i....",
        "               ")]
    public void Whoever_sends_nothing_is_given_up_while_nothing_comes(string happens, string givenUp)
    {
        Instant now = Instant.Zero + TimeSpan.FromSeconds(100);
        long received = 0;
        string seen = "";
        foreach (char what in happens)
        {
            received += what == 'p' ? 1000 : 0;
            seen += _choice.ToGiveUp(received, isFed: what == 'i', now) is { } peer ? peer.Connection.Value : " ";
            now += TimeSpan.FromMilliseconds(500);
        }

        Assert.Equal(givenUp, seen);
    }

    private PeerSession Join()
    {
        int number = _neighbours.Count + 1;
        var peer = new PeerSession(new ConnectionId(number), PeerAddress.FromIPv4((uint)number, 1), ConnectionSide.Dialled, Instant.Zero)
        {
            Phase = PeerPhase.Open,
            Writer = new LiveMessageWriter(1),
        };
        _neighbours.Add(peer);
        return peer;
    }
}
