using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using ScreenShare.Swarm.Trackers;

namespace ScreenShare.Swarm.Sockets.Discovery;

/// <summary>What the roads have to say to a log.</summary>
internal static partial class DiscoveryLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "{Road} failed and is not used any more")]
    public static partial void RoadFailed(ILogger log, string road, Exception failure);

    [LoggerMessage(Level = LogLevel.Information, Message = "DHT on UDP port {Port}")]
    public static partial void DhtListening(ILogger log, int port);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No DHT: {Reason}")]
    public static partial void NoDht(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A datagram could not be sent: {Error}")]
    public static partial void NotSent(ILogger log, SocketError error);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Receiving datagrams failed for now: {Error}")]
    public static partial void NotReceived(ILogger log, SocketError error);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The DHT's nodes could not be kept: {Reason}")]
    public static partial void NodesNotKept(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Tracker {Tracker} refuses: {Reason}")]
    public static partial void TrackerRefuses(ILogger log, TrackerUrl tracker, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Tracker {Tracker} gave no answer: {Reason}")]
    public static partial void TrackerFails(ILogger log, TrackerUrl tracker, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "No address of {Host} was found: {Reason}")]
    public static partial void NameNotFound(ILogger log, string host, string reason);
}
