using Microsoft.Extensions.Logging;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Wire;

namespace ScreenShare.Swarm.Peers;

/// <summary>What is worth a line about peers. Logging decides nothing.</summary>
internal static partial class PeerLog
{
    [LoggerMessage(EventId = 1001, Level = LogLevel.Debug, Message = "Peer {Address} joined: {Client}")]
    public static partial void PeerJoined(ILogger log, PeerAddress address, string client);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Debug, Message = "Peer {Address} is gone: {Reason}")]
    public static partial void PeerLost(ILogger log, PeerAddress address, CloseReason reason);

    [LoggerMessage(EventId = 1003, Level = LogLevel.Warning, Message = "Peer {Address} was dropped and banned for a while: {Violation}")]
    public static partial void PeerBrokeRule(ILogger log, PeerAddress address, ProtocolViolation violation);

    [LoggerMessage(EventId = 1004, Level = LogLevel.Debug, Message = "{Address} does not begin as a peer of this swarm does: {Violation}")]
    public static partial void NotOneOfOurs(ILogger log, PeerAddress address, ProtocolViolation violation);
}
