using Microsoft.Extensions.Logging;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Wire;

namespace ScreenShare.Swarm.Peers.Sessions;

/// <summary>What is worth a line about peers. Logging decides nothing.</summary>
internal static partial class PeerLog
{
    [LoggerMessage(EventId = 1001, Level = LogLevel.Debug, Message = "Peer {Address} joined: {Client}")]
    public static partial void PeerJoined(ILogger log, PeerAddress address, string client);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Debug, Message = "Peer {Address} is gone: {Reason}")]
    public static partial void PeerLost(ILogger log, PeerAddress address, CloseReason reason);

    [LoggerMessage(EventId = 1003, Level = LogLevel.Warning,
        Message = "Peer {Address} was dropped, and is banned for {Seconds} s: {Violation}")]
    public static partial void PeerBanned(ILogger log, PeerAddress address, int seconds, ProtocolViolation violation);

    [LoggerMessage(EventId = 1004, Level = LogLevel.Debug, Message = "{Address} does not begin as a peer of this swarm does: {Violation}")]
    public static partial void NotOneOfOurs(ILogger log, PeerAddress address, ProtocolViolation violation);

    [LoggerMessage(EventId = 1005, Level = LogLevel.Warning,
        Message = "Peer {Address}, which dialled us, was dropped: {Violation}")]
    public static partial void PeerDropped(ILogger log, PeerAddress address, ProtocolViolation violation);

    [LoggerMessage(
        EventId = 1006, Level = LogLevel.Warning, Message = "{Count} more peers were dropped for broken rules since the last line")]
    public static partial void MoreDropped(ILogger log, int count);
}
