namespace ScreenShare.Swarm.Dht;

/// <summary>Every bound of a DHT node, with its reason. Who may fill what: docs/memory.md.</summary>
internal static class DhtLimits
{
    /// <summary>Nodes of a bucket, and nodes that an answer names (BEP 5, K).</summary>
    public const int BucketNodes = 8;

    /// <summary>Nodes that wait for a place in a bucket.</summary>
    public const int BucketReplacements = 8;

    /// <summary>After so many unanswered queries running a node gives its place up; one lost packet is not enough.</summary>
    public const int FailuresMax = 2;

    /// <summary>What has been silent for so long is asked whether it is still there (BEP 5).</summary>
    public static readonly TimeSpan QuestionableAfter = TimeSpan.FromMinutes(15);

    /// <summary>Between two questions whether somebody is still there; a table of 200 is gone through in its quarter of an hour.</summary>
    public static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(4);

    /// <summary>Whoever is tried and not known may not be tried oftener, so that nobody names targets for us.</summary>
    public const double IntroductionsPerSecond = 4;

    /// <summary>Queries of ours on their way at once: a few lookups' worth.</summary>
    public const int PendingMax = 256;

    /// <summary>Queries of ours, at 100 bytes each.</summary>
    public const double QueriesPerSecond = 100;

    /// <summary>A lookup of both families begins, or announces, with so many at once.</summary>
    public const double QueriesAtOnce = 64;

    /// <summary>Queries of a lookup on their way at once, without those that are late already (Kademlia, alpha).</summary>
    public const int Parallel = 4;

    /// <summary>Of one lookup: of a million nodes one takes some 30.</summary>
    public const int LookupQueriesMax = 160;

    /// <summary>Of our own table, what a lookup begins with: the eight nearest may all have gone.</summary>
    public const int FirstCandidates = 32;

    /// <summary>The nearest that a lookup keeps of those it has heard of.</summary>
    public const int CandidatesMax = 96;

    /// <summary>Of one answer, of each family: what an honest node gives.</summary>
    public const int NodesReadMax = 16;

    /// <summary>A lookup waits no longer for one node before it turns to another; measured round trips make it shorter.</summary>
    public static readonly TimeSpan LateAfterMax = TimeSpan.FromMilliseconds(800);

    /// <summary>See <see cref="LateAfterMax"/>. Nodes on slow links answer within it, too.</summary>
    public static readonly TimeSpan LateAfterMin = TimeSpan.FromMilliseconds(100);

    /// <summary>An answer that comes later is nobody's.</summary>
    public static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(3);

    /// <summary>Announced peers are forgotten after it (BEP 5 leaves it open; others keep them for 30 minutes).</summary>
    public static readonly TimeSpan PeerKept = TimeSpan.FromMinutes(30);

    /// <summary>Of one infohash; an answer names some 40.</summary>
    public const int PeersPerInfohashMax = 128;

    /// <summary>Of all infohashes: some 100 bytes each.</summary>
    public const int PeersMax = 8192;

    /// <summary>Of one host, for all infohashes: who announces more is somebody who fills tables.</summary>
    public const int PeersPerHostMax = 64;

    /// <summary>A token is good for as long again (BEP 5: up to ten minutes).</summary>
    public static readonly TimeSpan TokenPeriod = TimeSpan.FromMinutes(5);

    /// <summary>Bytes of answers to one host: with the burst, 8 kB in any second.</summary>
    public const double AnswerBytesPerSecondAndHost = 6_000;

    /// <inheritdoc cref="AnswerBytesPerSecondAndHost"/>
    public const double AnswerBytesAtOnceAndHost = 2_000;

    /// <summary>Bytes of answers in all: with the burst, and the few questions whether an asker is there, 200 kB in any second.</summary>
    public const double AnswerBytesPerSecond = 180_000;

    /// <inheritdoc cref="AnswerBytesPerSecond"/>
    public const double AnswerBytesAtOnce = 18_000;

    /// <summary>Queries a second of one host; who asks faster gets no answer until it has been quiet for <see cref="Quiet"/>.</summary>
    public const double QueriesPerSecondAndHost = 30;

    /// <inheritdoc cref="QueriesPerSecondAndHost"/>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);

    /// <summary>Hosts whose asking is counted. A source address costs a forger nothing: whoever is counted longest gives way.</summary>
    public const int AskersMax = 2048;

    /// <summary>Datagrams that wait for the socket. Only answers are ever dropped: queries are paced.</summary>
    public const int OutgoingMax = 512;

    /// <summary>Addresses to be tried that somebody gave: of the last run, of routers, of our own peers.</summary>
    public const int UntriedMax = 512;

    /// <summary>Of a lookup that has nobody to ask yet, as at the start.</summary>
    public static readonly TimeSpan StarvedMax = TimeSpan.FromSeconds(30);

    /// <summary>Searches going on at once.</summary>
    public const int LookupsMax = 16;

    /// <summary>With so few good nodes the routers and the last run's nodes are asked again.</summary>
    public const int FewNodes = 8;

    /// <summary>Between two looks for those near our own place while there are few nodes; twice as long each time.</summary>
    public static readonly TimeSpan ResettleAfter = TimeSpan.FromSeconds(1);

    /// <inheritdoc cref="ResettleAfter"/>
    public static readonly TimeSpan ResettleMax = TimeSpan.FromMinutes(1);

    /// <summary>Between two looks at a table with few nodes.</summary>
    public static readonly TimeSpan ThinInterval = TimeSpan.FromSeconds(1);

    /// <summary>Hosts that must agree on our address before our id is bound to another (BEP 42).</summary>
    public const int AddressVotes = 3;
}
