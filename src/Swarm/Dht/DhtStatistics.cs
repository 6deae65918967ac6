namespace ScreenShare.Swarm.Dht;

/// <summary>How a DHT node is doing.</summary>
/// <param name="Nodes">Good ones in the routing tables, of both families.</param>
/// <param name="Lookups">Going on, or over and still to be announced.</param>
/// <param name="Pending">Queries of ours that wait for an answer.</param>
/// <param name="QueriesSent">Since the start, as are the next three.</param>
/// <param name="QueriesAnswered">By us.</param>
/// <param name="QueriesPassedOver">Because somebody asked too fast.</param>
/// <param name="DatagramsUnread">That were no messages, or answers to nothing.</param>
/// <param name="PeersStored">Announced to us by others.</param>
public sealed record DhtStatistics(
    int Nodes,
    int Lookups,
    int Pending,
    long QueriesSent,
    long QueriesAnswered,
    long QueriesPassedOver,
    long DatagramsUnread,
    int PeersStored);
