using System.Runtime.CompilerServices;
using ScreenShare.Swarm.Census;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Download;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Peers;
using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Wire;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Tests.Node;

/// <summary>
/// How much a node can be made to hold, a line for each holder (docs/memory.md). What grows by doubling may be twice as long as what is in
/// it.
/// </summary>
internal static class MemorySum
{
    private const int Growth = 2;
    private const int Object = 24; // its head, and that of an array
    private const int Reference = 8;

    /// <summary>A set of chunks of one frame, at its place among those of others.</summary>
    private const int SetOfChunks =
        (Growth * (StreamParameters.SlotsMax + 63) / 64 * sizeof(ulong)) + (2 * Object) + (Growth * (4 + Reference));

    private static readonly int Waiting = Unsafe.SizeOf<UploadRequest>() + sizeof(long) + Entry<ChunkId, (Instant, long)>();
    private static readonly int Answer = Unsafe.SizeOf<(ChunkId, Instant)>() + Entry<ChunkId, Instant>();
    private static readonly int UnderWay = Unsafe.SizeOf<Outstanding>() + Unsafe.SizeOf<ChunkId>();

    /// <summary>Of an open connection, whose peer has said and asked all it may, and reads nothing.</summary>
    public static IReadOnlyList<(string Holder, long Bytes)> OfConnection { get; } =
    [
        ("messages to be sent", Growth * (SwarmLimits.OutboxBytesMax + (SwarmLimits.WindowFramesMax * (long)LongestBitfield))),
        ("what it has", (long)SwarmLimits.WindowFramesMax * SetOfChunks),
        ("key frames it has", (PeerHaves.KeyFramesMax + 1) * (2L * Object)),
        ("pieces to be sent unasked", (SwarmLimits.PushesPerPeerMax + 1L) * Growth * Waiting),
        ("requests to be answered", 2L * SwarmLimits.RequestsPerPeerMax * Growth * Waiting),
        ("rejects to be sent", (long)UploadRequests.RejectsMax * Growth * Unsafe.SizeOf<ChunkId>()),
        ("what was answered lately", (long)AnsweredLately.CountMax * Growth * Answer),
        ("manifests asked for", (long)SwarmLimits.WindowFramesMax * (Unsafe.SizeOf<(FrameNumber, Instant, bool)>() + (Growth * 4))),
        ("requests under way to it", (long)SwarmLimits.RequestsPerPeerMax * Growth * UnderWay),
        ("frames to tell of later", (long)SwarmLimits.WindowFramesMax * Growth * Unsafe.SizeOf<FrameNumber>()),
        ("numbers of the census", (long)PeerCensus.EntriesPerEpochMax * 2 * Growth * Entry<int, byte>()),
        ("all else that is known of it", 8 * 1024),
    ];

    /// <summary>Of one that has not opened, and of one that is ended and whose last words are to be sent.</summary>
    public static IReadOnlyList<(string Holder, long Bytes)> OfOtherConnections { get; } =
    [
        ("a handshake", (Growth * 1024) + (8 * 1024)),
        ("last words", (Growth * SwarmLimits.LastWordsBytesMax) + (32 * 1024)),
    ];

    /// <summary>Of the node, beside its connections.</summary>
    public static IReadOnlyList<(string Holder, long Bytes)> OfNode { get; } =
    [
        ("open connections", Connections * OfConnection.Sum(line => line.Bytes)),
        ("handshakes", (SwarmLimits.HalfOpenMax + 1) * OfOtherConnections[0].Bytes),
        ("connections being ended", SwarmLimits.ClosingMax * OfOtherConnections[1].Bytes),
        ("unfinished messages",
            ((long)ReceiveRoom.PartsMax * ReceiveRoom.PartBytes) + MessageReader.LengthBytes + MessageReader.MessageBytesMax),
        ("early pieces", SwarmLimits.EarlyBytesMax),
        ("addresses", SwarmLimits.BookAddressesMax * ((long)AddressBytes + (Growth * (Reference + Entry<PeerAddress, long>())))),
        ("bans", AddressRules.BansMax * (long)Growth * Entry<PeerAddress, Instant>()),
        ("hosts dialled lately", DialPace.HostsMax * (long)(Growth * Entry<HostKey, long>() + Object + 32)),
        ("census", 3L * CensusSketch.EntriesMax * Unsafe.SizeOf<CensusEntry>()),
        ("gone neighbours' deliveries", (SwarmLimits.DeliverersMax + 1L) * (Object + Unsafe.SizeOf<PeerAddress>() + 32)),
    ];

    /// <summary>Neighbours dialled and accepted, and the newcomer for whom somebody has not given way yet.</summary>
    public static int Connections => new SwarmOptions().PeersWanted + new SwarmOptions().AcceptedMax + 1;

    public static long Whole => OfNode.Sum(line => line.Bytes);

    private static int LongestBitfield =>
        LiveMessageWriter.HeaderBytes + BitfieldMessage.BytesFor(StreamParameters.SlotsMax) + LiveMessageLengths.BitfieldMin;

    /// <summary>An entry of the book, and what is counted of its host and its teller.</summary>
    private static int AddressBytes => Object + 128 + (2 * Growth * Entry<HostKey, int>());

    private static int Entry<TKey, TValue>() => Unsafe.SizeOf<KeyValuePair<TKey, TValue>>() + 8 + 4; // hash, next; its bucket
}
