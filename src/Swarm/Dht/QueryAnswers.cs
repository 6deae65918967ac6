using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Swarm.Dht;

/// <summary>Answers what others ask (BEP 5): who is near, who has announced, and keeps what they announce.</summary>
/// <param name="announced">Is told of each peer that is new.</param>
internal sealed class QueryAnswers(
    DhtFamily ipv4, DhtFamily ipv6, PeerStore store, NodeSecret secret, Action<DhtId, PeerAddress> announced)
{
    public const int TokenBytes = 8;

    /// <summary>Peers that one answer has room for.</summary>
    private const int ValuesMax = 64;

    /// <summary>Nodes of the other family, where both are asked for: an answer with eight of each would leave no room for peers.</summary>
    private const int OtherFamilyNodes = 4;

    /// <returns>How many bytes of answer were written.</returns>
    public int Answer(scoped in KrpcMessage query, PeerAddress from, Span<byte> answer, Instant now)
    {
        switch (query.Method)
        {
            case KrpcMethod.Ping:
                return KrpcWriter.Response(answer, query, from, SelfFor(from), [], [], [], []);
            case KrpcMethod.FindNode:
                return WithNodes(query, from, answer, [], []);
            case KrpcMethod.GetPeers:
                Span<PeerAddress> values = stackalloc PeerAddress[ValuesMax];
                int count = store.Draw(query.Target!.Value, from.IsIPv4, values, now); // checked by the reader
                Span<byte> token = stackalloc byte[TokenBytes];
                secret.WriteToken(from, PeriodOf(now), token);
                return WithNodes(query, from, answer, values[..count], token);
            case KrpcMethod.AnnouncePeer:
                return HandleAnnounce(query, from, answer, now);
            default:
                return KrpcWriter.Error(answer, query, KrpcWriter.MethodUnknown, "Method Unknown"u8);
        }
    }

    private static uint PeriodOf(Instant now) => (uint)(now.Ticks / DhtLimits.TokenPeriod.Ticks);

    private DhtId SelfFor(PeerAddress from) => (from.IsIPv4 ? ipv4 : ipv6).Table.Self;

    private int WithNodes(
        scoped in KrpcMessage query,
        PeerAddress from,
        Span<byte> answer,
        scoped ReadOnlySpan<PeerAddress> values,
        scoped ReadOnlySpan<byte> token)
    {
        bool saysWhich = query.WantsIPv4 || query.WantsIPv6;
        bool wantsIPv4 = saysWhich ? query.WantsIPv4 : from.IsIPv4;
        bool wantsIPv6 = saysWhich ? query.WantsIPv6 : !from.IsIPv4;
        Span<DhtContact> nodes = stackalloc DhtContact[!wantsIPv4 ? 0 : from.IsIPv4 ? DhtLimits.BucketNodes : OtherFamilyNodes];
        Span<DhtContact> nodes6 = stackalloc DhtContact[!wantsIPv6 ? 0 : from.IsIPv4 ? OtherFamilyNodes : DhtLimits.BucketNodes];
        DhtId target = query.Target!.Value; // checked by the reader
        nodes = nodes[..ipv4.Table.FindNearest(target, nodes)];
        nodes6 = nodes6[..ipv6.Table.FindNearest(target, nodes6)];
        return KrpcWriter.Response(answer, query, from, SelfFor(from), nodes, nodes6, values, token);
    }

    private int HandleAnnounce(scoped in KrpcMessage query, PeerAddress from, Span<byte> answer, Instant now)
    {
        if (!IsOurToken(query.Token, from, now)) return KrpcWriter.Error(answer, query, KrpcWriter.ProtocolError, "Bad token"u8);
        DhtId infohash = query.Target!.Value; // checked by the reader
        PeerAddress peer = query.ImpliesPort ? from : from.WithPort(query.Port);
        if (store.Add(infohash, peer, now)) announced(infohash, peer);
        return KrpcWriter.Response(answer, query, from, SelfFor(from), [], [], [], []);
    }

    /// <summary>Of this period or the one before.</summary>
    private bool IsOurToken(ReadOnlySpan<byte> token, PeerAddress from, Instant now)
    {
        if (token.Length != TokenBytes) return false;
        Span<byte> ours = stackalloc byte[TokenBytes];
        secret.WriteToken(from, PeriodOf(now), ours);
        if (token.SequenceEqual(ours)) return true;
        secret.WriteToken(from, PeriodOf(now) - 1, ours);
        return token.SequenceEqual(ours);
    }
}
