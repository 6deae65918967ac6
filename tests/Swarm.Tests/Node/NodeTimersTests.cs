using ScreenShare.Swarm.Node;
using Xunit;

namespace ScreenShare.Swarm.Tests.Node;

public sealed class NodeTimersTests
{
    private static readonly TimeSpan Busy = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(250);

    private readonly NodeTimers _timers = new(Instant.Zero);
    private readonly List<NodeTimer> _done = [];
    private Instant? _limitAt;

    public NodeTimersTests()
    {
        _timers.Every(NodeTimer.Connections, Busy, Idle, _ => _done.Add(NodeTimer.Connections));
        _timers.Every(NodeTimer.Claims, Busy, Idle, _ => _done.Add(NodeTimer.Claims));
        _timers.When(NodeTimer.DownloadLimit, _ => _limitAt, _ => _limitAt = null);
    }

    [Fact]
    public void The_next_deadline_says_what_it_is_for()
    {
        _timers.Run(isIdle: false, Instant.Zero);
        Assert.Equal(new Deadline(At(50), NodeTimer.Connections), _timers.Next(Instant.Zero)); // of two at once the first in the table

        _limitAt = At(20);

        Assert.Equal(new Deadline(At(20), NodeTimer.DownloadLimit), _timers.Next(Instant.Zero));
    }

    [Fact]
    public void What_a_part_waits_for_is_no_beat()
    {
        _timers.Run(isIdle: false, Instant.Zero);
        _done.Clear();
        _limitAt = At(20);

        Assert.False(_timers.Run(isIdle: false, At(20)));

        Assert.Empty(_done);
        Assert.Null(_limitAt);
    }

    [Fact]
    public void Rows_due_together_are_done_in_their_order()
    {
        Assert.True(_timers.Run(isIdle: false, Instant.Zero));

        Assert.Equal([NodeTimer.Connections, NodeTimer.Claims], _done);
    }

    [Fact]
    public void A_beat_is_slow_while_nothing_moves_and_is_hastened_when_something_does()
    {
        _timers.Run(isIdle: true, Instant.Zero);
        Assert.Equal(At(250), _timers.Next(Instant.Zero).At);

        _timers.Hasten(At(10));
        Assert.Equal(At(60), _timers.Next(At(10)).At);

        _timers.Hasten(At(40)); // it does not put off what was near
        Assert.Equal(At(60), _timers.Next(At(40)).At);
    }

    [Fact]
    public void A_row_out_of_the_order_of_the_reasons_is_refused()
    {
        Assert.Throws<ArgumentException>(() => _timers.Every(NodeTimer.Memory, Busy, Idle, _ => { }));
        Assert.Throws<ArgumentException>(() => _timers.When(NodeTimer.DownloadLimit, _ => null, _ => { }));
    }

    private static Instant At(int milliseconds) => Instant.Zero + TimeSpan.FromMilliseconds(milliseconds);
}
