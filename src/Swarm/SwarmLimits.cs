namespace ScreenShare.Swarm;

/// <summary>
/// Every bound on what a peer can make a node hold or do, and every pace, with its reason. What a user may change stands in
/// <c>SwarmOptions</c>.
/// </summary>
internal static class SwarmLimits
{
    // Store

    /// <summary>Key frames a node keeps, about a second apart: a joiner that pinned one has that many seconds to fetch it.</summary>
    public const int KeyFramesKept = 4;

    /// <summary>Key frames kept at most while somebody is still fetching an old one over a slow link.</summary>
    public const int KeyFramesMax = 12;

    /// <summary>A key frame that was asked for within this time is in use.</summary>
    public static readonly TimeSpan KeyFrameInUse = TimeSpan.FromSeconds(2);

    /// <summary>Frames a node keeps at most: 60 per second over the kept key frames, and as many again for a change of pace.</summary>
    public const int WindowFramesMax = 512;

    /// <summary>Bytes of chunks a node keeps at most; four seconds at half a gigabit per second.</summary>
    public const long StoreBytesMax = 256L << 20;

    // A connection

    /// <summary>A peer that leaves this much of what is not a piece unread is not listening.</summary>
    public const int OutboxBytesMax = 4 << 20;

    /// <summary>Requests kept queued for one peer: 8 MiB at the usual chunk size.</summary>
    public const int RequestsPerPeerMax = 512;

    /// <summary>
    /// Pieces queued that one peer did not ask for, 64 MiB at the usual chunk size: more than a frame. Who does not read loses the oldest.
    /// </summary>
    public const int PushesPerPeerMax = 4096;

    /// <summary>Pieces handed to a connection at a time: what has been handed on can no longer be reordered or cancelled.</summary>
    public const int SendBatchBytes = 32 * 1024;

    /// <summary>
    /// Accepted connections that may be shaking hands at once, apart from all places; past that the oldest gives way. A handshake takes a
    /// round trip and a half, so a hundred newcomers a second from the other side of the world fit.
    /// </summary>
    public const int HalfOpenMax = 64;

    /// <summary>
    /// Connections that are ended and whose last words the transport has not taken yet; past that the oldest ends without them. More than a
    /// node has, so that all are told when it leaves.
    /// </summary>
    public const int ClosingMax = 256;

    /// <summary>Who has left more than this unread when it is let go ends without last words.</summary>
    public const int LastWordsBytesMax = 64 * 1024;

    public static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(5);

    /// <summary>A connection with nothing else to say says that it lives.</summary>
    public static readonly TimeSpan KeepAliveInterval = TimeSpan.FromSeconds(1);

    /// <summary>Four missed keep-alives.</summary>
    public static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(4);

    /// <summary>After a violation by whom this node had dialled: its address is proven.</summary>
    public static readonly TimeSpan BanTime = TimeSpan.FromMinutes(1);

    /// <summary>After a violation by one that dialled us: of its host, those that name no port. Short, since it may meet others.</summary>
    public static readonly TimeSpan HostBanTime = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Standing requests each way, in the long run: what changes oftener can wait for a tick, since it spreads through a swarm.
    /// </summary>
    public const int StandingsPerSecond = 20;

    /// <summary>While trees are built all changes: a hundred messages in a second or two.</summary>
    public const int StandingsAtOnceMax = 200;

    // Discovery

    /// <summary>
    /// A neighbour's other address leads to a second connection that is ended at once; should the first be lost, this is how soon the
    /// other is tried.
    /// </summary>
    public static readonly TimeSpan SecondAddressRetry = TimeSpan.FromSeconds(10);

    /// <summary>Who sent nothing of what it was asked for while nobody else did, either: others are tried first.</summary>
    public static readonly TimeSpan ReplacedRetry = TimeSpan.FromMinutes(1);

    /// <summary>BEP 3's two minutes between keep-alives.</summary>
    public static readonly TimeSpan OrdinaryClientRetry = TimeSpan.FromMinutes(2);

    /// <summary>Addresses kept: those given by the user, proven by dialling, and unproven ones.</summary>
    public const int BookAddressesMax = 2000;

    /// <summary>Addresses kept that nobody has proven: dozens of neighbours' neighbours, and room for what others found first.</summary>
    public const int HearsayMax = 1000;

    /// <summary>Unproven addresses of one host: a class behind one router, and no more of the book for a victim of made-up ports.</summary>
    public const int HearsayPerHostMax = 64;

    /// <summary>An unproven address that nobody has named for so long is given up, whether anything is dialled here or not.</summary>
    public static readonly TimeSpan HearsayKept = TimeSpan.FromMinutes(10);

    /// <summary>A node that was met once may come back after a break between two lessons.</summary>
    public static readonly TimeSpan ProvenAddressKept = TimeSpan.FromHours(2);

    /// <summary>Tries over three and a half seconds: a peer that has just been told of is there, or is not.</summary>
    public const int HearsayFailuresMax = 3;

    /// <summary>Tries over a minute and a half.</summary>
    public const int ProvenFailuresMax = 8;

    /// <summary>New addresses a neighbour may tell of at once: a full message for each half of what it knows.</summary>
    public const int AddressesToldAtOnceMax = 100;

    /// <summary>And in the long run.</summary>
    public const int AddressesToldPerSecond = 10;

    /// <summary>BEP 11: no more often than once a minute.</summary>
    public static readonly TimeSpan PeerExchangeInterval = TimeSpan.FromMinutes(1);

    /// <summary>The live message has no such rule, but each newcomer need not be told alone.</summary>
    public static readonly TimeSpan PeersInterval = TimeSpan.FromMilliseconds(500);

    // Downloading

    /// <summary>When a chunk of a delta is wanted, from the arrival of its manifest.</summary>
    public static readonly TimeSpan DeltaDeadline = TimeSpan.FromMilliseconds(250);

    /// <summary>A joiner's chunks wait behind everybody's live ones.</summary>
    public static readonly TimeSpan KeyFrameDeadline = TimeSpan.FromMilliseconds(1500);

    /// <summary>
    /// Pieces kept that nothing proves yet: a frame's worth at half a gigabit per second, for as long as a manifest takes.
    /// </summary>
    public const int EarlyBytesMax = 4 << 20;

    /// <summary>Frames ahead of the newest known one whose pieces may be kept: two seconds.</summary>
    public const uint EarlyFramesMax = 64;

    /// <summary>
    /// Frames ahead of the newest known one of which a peer may say that it has something: what a node misses that is cut off for as long
    /// as a connection lives, at 60 a second.
    /// </summary>
    public const uint FramesAheadMax = 256;

    /// <summary>Unasked bytes of no use that a peer may send beyond as many as were of use; and as many without room.</summary>
    public const long UselessBytesMax = 16L << 20;

    /// <summary>A silent peer's claims go back to the queue after this, or later when its own pace says so.</summary>
    public static readonly TimeSpan SnubAfter = TimeSpan.FromSeconds(1);

    /// <summary>A chunk nobody has told of is asked for on speculation after this: longer than two hops take.</summary>
    public static readonly TimeSpan AskOnSpecAfter = TimeSpan.FromMilliseconds(300);

    /// <summary>Few: each may be rejected.</summary>
    public const int AsksOnSpecPerTick = 8;

    /// <summary>A frame that others have something of is waited for so long before its manifest is asked for: two hops' time.</summary>
    public static readonly TimeSpan ManifestPatience = TimeSpan.FromMilliseconds(60);

    /// <summary>Missing manifests are asked for again, elsewhere.</summary>
    public static readonly TimeSpan ManifestRetry = TimeSpan.FromMilliseconds(150);

    /// <summary>A gap nobody can fill is jumped over by way of a key frame.</summary>
    public static readonly TimeSpan ManifestGapMax = TimeSpan.FromMilliseconds(1500);

    // Counters
    /// <summary>
    /// Gone neighbours of which it is known what each has delivered: more than anybody reads, and as many as a long evening's neighbours.
    /// </summary>
    public const int DeliverersMax = 256;

    // Census

    /// <summary>Numbers a sketch keeps: as many viewers are counted exactly, more are estimated within 4.4 %.</summary>
    public const int CensusEntriesMax = 512;

    // Housekeeping

    /// <summary>How often a node looks at its timers while something is on its way.</summary>
    public static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>The same while nothing is: an idle screen costs nothing.</summary>
    public static readonly TimeSpan IdleTickInterval = TimeSpan.FromMilliseconds(250);
}
