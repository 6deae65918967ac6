using System.Threading.Channels;
using ScreenShare.Broadcaster.Rooms;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Broadcaster.Startup;

/// <summary>Whose a broadcast is: a room's, or for once nobody's. Says what that means for those who have the link.</summary>
/// <param name="room">Borrowed; null: keys for once.</param>
/// <param name="hasNewKey">The room's content key is not what it was.</param>
internal sealed class BroadcastIdentity(HeldRoom? room, bool hasNewKey, TimeProvider time) : IDisposable
{
    /// <summary>Less is what machines' clocks differ by.</summary>
    private static readonly TimeSpan AheadToTell = TimeSpan.FromMinutes(1);

    private readonly BroadcasterKeys? _once = room is null ? BroadcasterKeys.Create() : null;

    // One notice at most is written to it; room for a few, and the oldest would go.
    private readonly Channel<string> _notices = Channel.CreateBounded<string>(
        new BoundedChannelOptions(4) { FullMode = BoundedChannelFullMode.DropOldest });

    public BroadcasterKeys Keys => room?.Keys ?? _once!; // one of them is there

    /// <summary>What whoever broadcasts is to be told on the way.</summary>
    public ChannelReader<string> Notices => _notices.Reader;

    /// <summary>What the start of a session is to be that begins now.</summary>
    public DateTimeOffset NextStart(DateTimeOffset now)
    {
        if (room is null) return now;
        DateTimeOffset start = room.NextStart(now, out string? complaint);
        if (complaint is not null) _notices.Writer.TryWrite(complaint);
        return start;
    }

    /// <summary>Before the first session.</summary>
    public IReadOnlyList<string> Lines()
    {
        if (room is null) return [];
        List<string> lines = [];
        string known = room.IsNew ? $"Room {room.Name} is new: from now on this" : $"Room {room.Name}: this";
        lines.Add($"{known} link stays the same; whoever has it can find you each time you broadcast.");
        if (hasNewKey && !room.IsNew)
        {
            lines.Add("Its key is new: whoever has only an older link can still find you and pass the broadcast on, but sees nothing.");
        }

        TimeSpan ahead = DateTimeOffset.FromUnixTimeMilliseconds(room.LastStart) - time.GetUtcNow();
        if (ahead > AheadToTell)
        {
            lines.Add($"Its last broadcast began {Rounded(ahead)} ahead of this machine's clock: this one counts on from there, "
                + "so that viewers follow it.");
        }

        return lines;
    }

    /// <summary>Remembers that another broadcaster of the room began later.</summary>
    /// <returns>Why this one ends.</returns>
    public string HandleOvertaken(DateTimeOffset start)
    {
        room?.HandleOvertaken(start);
        string subject = room is null ? "this link" : $"room {room.Name}";
        return $"another broadcast of {subject} began later, and viewers see that one: this one has ended; start it again to take over";
    }

    public void Dispose() => _once?.Dispose();

    private static string Rounded(TimeSpan span) => span switch
    {
        { TotalDays: >= 2 } => $"{span.TotalDays:F0} days",
        { TotalHours: >= 2 } => $"{span.TotalHours:F0} hours",
        _ => $"{span.TotalMinutes:F0} minutes",
    };
}
