using System.Text;
using ScreenShare.Swarm.Dht;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Trackers;
using ScreenShare.Swarm.Wire;

namespace ScreenShare.Fuzz.Tests;

/// <summary>What DHT nodes, trackers and the local network send.</summary>
internal static class RoadReaders
{
    private static readonly string[] Datagrams =
    [
        "d1:ad2:id20:abcdefghij01234567899:info_hash20:mnopqrstuvwxyz1234564:wantl2:n42:n6ee1:q9:get_peers2:roi1e1:t2:aa1:v4:SS011:y1:qe",
        "d1:ad2:id20:abcdefghij012345678912:implied_porti1e9:info_hash20:mnopqrstuvwxyz1234564:porti6881e5:token8:aoeusnthe"
            + "1:q13:announce_peer1:t2:aa1:y1:qe",
        "d2:ip6:abcdef1:rd2:id20:abcdefghij01234567895:nodes26:abcdefghij0123456789aaaabb5:token8:aoeusnth6:valuesl6:axje.u6:idhtnmee"
            + "1:t2:aa1:y1:re",
        "d1:eli204e14:Method Unknowne1:t2:aa1:y1:ee",
    ];

    private static readonly string[] Answers =
    [
        "d8:intervali900e12:min intervali60e5:peers6:abcdef6:peers618:abcdefghijklmnopqre",
        "d8:intervali900e5:peersld2:ip11:203.0.113.97:peer id20:abcdefghij01234567894:porti6881eeee",
        "d14:failure reason8:not heree",
    ];

    private static readonly string[] Urls = ["http://tracker.example:8080/announce?x=1", "udp://[::1]:6969"];

    public static IEnumerable<FuzzedReader> All =>
    [
        new FuzzedReader("DHT datagram", ["KrpcReader.TryRead"], [.. Datagrams.Select(Encoding.Latin1.GetBytes)], ReadKrpc),
        new FuzzedReader("answer of a tracker by HTTP", ["HttpTrackerAnswer.Read"], [.. Answers.Select(Encoding.Latin1.GetBytes)], body =>
        {
            if (HttpTrackerAnswer.Read(body) is { } answer) HoldsTogether(answer);
        }) with { AllocatedPerByteMax = 200 },
        new FuzzedReader(
            "answer of a tracker by UDP",
            ["UdpTrackerMessage.TryReadConnected", "UdpTrackerMessage.ReadAnnounced"],
            [
                [0, 0, 0, 1, 0, 0, 0, 5, 0, 0, 7, 8, 0, 0, 0, 0, 0, 0, 0, 0, 203, 0, 113, 9, 0x1a, 0xe1],
                [0, 0, 0, 0, 0, 0, 0, 5, 1, 2, 3, 4, 5, 6, 7, 8],
                [0, 0, 0, 3, 0, 0, 0, 5, .. "no"u8],
            ],
            datagram =>
            {
                UdpTrackerMessage.TryReadConnected(datagram, 5, out _);
                if (UdpTrackerMessage.ReadAnnounced(datagram, 5, isIPv4: datagram.Length % 2 == 0) is { } answer) HoldsTogether(answer);
            }) with { AllocatedPerByteMax = 64 },
        new FuzzedReader("local announcement", ["LocalAnnouncement.Read"], [Announced(true), Announced(false)], datagram =>
        {
            var announced = new LocalAnnouncement[4];
            int count = LocalAnnouncement.Read(datagram, announced);
            foreach (LocalAnnouncement one in announced[..count]) Hold.That(one.Port != 0);
        }),
        new FuzzedReader("tracker's URL", ["TrackerUrl.Parse"], [.. Urls.Select(Encoding.ASCII.GetBytes)], text =>
        {
            if (TrackerUrl.Parse(Encoding.UTF8.GetString(text)) is { } url) Assert.NotNull(TrackerUrl.Parse(url.Text));
        }) with { AllocatedMax = 64 * 1024, AllocatedPerByteMax = 400 },
    ];

    private static byte[] Announced(bool isIPv4) => new LocalAnnouncement(new Infohash(1, 2, 3), 6881, "c00c1e").ToBytes(isIPv4);

    private static void ReadKrpc(byte[] datagram)
    {
        List<PeerAddress> values = [];
        if (!KrpcReader.TryRead(datagram, values, out KrpcMessage message)) return;
        Hold.That(message.Transaction.Length is > 0 and <= KrpcReader.TransactionBytesMax);
        Hold.That(message.Kind == KrpcKind.Error || message.Id is not null);
        Hold.That(message.Nodes.Length % KrpcReader.NodeBytes == 0 && message.Nodes6.Length % KrpcReader.Node6Bytes == 0);
        foreach (PeerAddress peer in values) Hold.That(peer.Port != 0);
    }

    private static void HoldsTogether(TrackerAnswer answer)
    {
        foreach (PeerAddress peer in answer.Peers) Hold.That(peer.Port != 0);
        Hold.That(answer.Peers.Count <= TrackerAnswer.PeersMax);
        Hold.That(answer.Interval >= answer.MinInterval && answer.MinInterval >= TimeSpan.FromSeconds(30));
    }
}
