using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Sockets;

/// <summary>What the shell has to say to a log.</summary>
internal static partial class SocketLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Listening on port {Port}")]
    public static partial void Listening(this ILogger log, ushort port);

    [LoggerMessage(Level = LogLevel.Information, Message = "Node stopped")]
    public static partial void Stopped(this ILogger log);

    [LoggerMessage(Level = LogLevel.Error, Message = "Node failed and stopped")]
    public static partial void Failed(this ILogger log, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Accepting pauses: {Error}; raise the limit of open files if this repeats")]
    public static partial void AcceptPaused(this ILogger log, SocketError error);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A newcomer was gone before it was accepted: {Error}")]
    public static partial void AcceptFailed(this ILogger log, SocketError error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A newcomer was turned away: {Connections} connections are open already")]
    public static partial void NoRoom(this ILogger log, int connections);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Connection} {Side}: {Remote}")]
    public static partial void Connected(this ILogger log, ConnectionId connection, ConnectionSide side, PeerAddress remote);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Connection} ended")]
    public static partial void Ended(this ILogger log, ConnectionId connection);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Dialling {Remote} failed: {Reason}")]
    public static partial void DialFailed(this ILogger log, PeerAddress remote, string reason);
}
