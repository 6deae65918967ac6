using System.Reflection;
using ScreenShare.Swarm.Dht;
using ScreenShare.Swarm.Node;

namespace ScreenShare.Swarm.Tests.Node;

/// <summary>
/// Whatever a node keeps twice: when one of both is wrong, <see cref="SwarmNode.CheckInvariants"/> of the whole node finds it.
/// </summary>
public sealed class InvariantTests
{
    private const string Peer = "Neighbours._ordered[0].";

    /// <summary>A row for each counter and each index of each part. A part that checks itself and has none here fails below.</summary>
    private static readonly (string Field, Harm Harm)[] OfViewer =
    [
        ("Chunks._freeBytes", Harm.Raised),
        ("Chunks._unneeded[0]", Harm.Raised),
        ("Neighbours._ordered", Harm.Emptied),
        ("Neighbours._withRequests", Harm.Emptied),
        ("Neighbours._withMessages", Harm.Emptied),
        (Peer + "Haves.Newest", Harm.Lowered),
        (Peer + "Haves.NewestHeld", Harm.Lowered),
        (Peer + "Haves._frames._frames", Harm.Reversed),
        (Peer + "Haves._frames._bits[0].Count", Harm.Raised),
        (Peer + "Pipeline.OutstandingBytes", Harm.Raised),
        (Peer + "Pipeline._outstanding", Harm.Emptied),
        (Peer + "Requests.Pushes.Bytes", Harm.Raised),
        (Peer + "Requests.Asked.Bytes", Harm.Lowered),
        (Peer + "Requests.Pushes._places", Harm.Emptied),
        (Peer + "Requests.Pushes._requests", Harm.Reversed),
        (Peer + "Requests.HasTurn", Harm.Flipped),
        (Peer + "Requests.Manifests._waiting", Harm.Emptied),
        (Peer + "Requests.Answered._inOrder", Harm.Emptied),
        (Peer + "Inbox.Count", Harm.Raised),
        (Peer + "Inbox._parts", Harm.Emptied),
        (Peer + "Census._told", Harm.Lowered),
        (Peer + "Standing.Told.Last", Harm.Raised),
        (Peer + "Standing.Child.IsServed", Harm.Raised),
        ("Neighbourhood._book._entries", Harm.Emptied),
        ("Neighbourhood._book._order", Harm.Emptied),
        ("Neighbourhood._book._hearsay.Count", Harm.Raised),
        ("Neighbourhood._book._hearsay._atHost", Harm.Emptied),
        ("Neighbourhood._book._hearsay._byTeller", Harm.Emptied),
        ("Neighbourhood._dialling._underWay", Harm.Emptied),
        ("Standings.place.requests._stripes[0].Parent", Harm.Estranged),
        ("Standings.place.requests._stripes[0].Next", Harm.Estranged),
        ("Standings.place._served.Room.ServedOfAll", Harm.Raised),
        ("Standings.place._served.Room.PassedOn", Harm.Raised),
        ("Standings.place._served.Room._served[0]", Harm.Raised),
        ("Standings.place._served.Room._servedByDepth[0]", Harm.Raised),
        ("Standings.place._served.Room._stripesByDepth[0]", Harm.Raised),
        ("Downloader._queue._downloads", Harm.Reversed),
        ("Downloader._queue._downloads[0]._holders[0]", Harm.Raised),
        ("Downloader._queue._downloads[0]._second[0]", Harm.Raised),
        ("Downloader._queue._downloads[0].Claimed", Harm.Emptied),
        ("Downloader._claims._queue._downloads[0].Free.Count", Harm.Raised),
        ("Downloader._unasked._early._bytes", Harm.Raised),
        ("Downloader._unasked._early._frames", Harm.Emptied),
        ("Uploader._order._turns._round", Harm.Emptied),
        ("Uploader._uplink._handedBytes", Harm.Raised),
        ("Uploader._uplink._underWay", Harm.Emptied),
        ("Uploader._uplink._handed", Harm.Emptied),
        ("Announcer.IsIdle", Harm.Flipped),
        ("Stream.Session.Window.Newest", Harm.Raised),
        ("Stream.Session.Window._oldest", Harm.Raised),
        ("Stream.Session.Window._frames[0].Delta.HeldBytes", Harm.Raised),
        ("Stream.Session.Window._frames[0].Delta.Held", Harm.Emptied),
        ("Stream.Session.Window._frames[0].Delta.Held.Count", Harm.Raised),
        ("Stream.Session.KeyFrames._entries", Harm.Reversed),
        ("Stream.Session.KeyFrames._entries[0].Set.HeldBytes", Harm.Raised),
        ("Stream.Session.Slots.Bytes", Harm.Raised),
        ("Stream.Session.Slots.NewestOrigin", Harm.Raised),
        ("Stream.Session.Slots._changed.Count", Harm.Raised),
        ("Stream.Playback._targets._targets", Harm.Reversed),
        ("Census._before._entries", Harm.Reversed),
        ("Census._current._entries", Harm.Reversed),
        ("Census._next._entries", Harm.Reversed),
        ("Reader._room._taken", Harm.Raised),
    ];

    private static readonly (string Field, Harm Harm)[] OfSource =
    [
        ("Source._spread._stripes._byStripe[0]", Harm.Emptied),
        ("Source._spread._receivers[0].StripesHeld", Harm.Raised),
        ("Source._spread._receivers[0].Peer", Harm.Estranged),
        ("Source._spread._place._given", Harm.Emptied),
        ("Source._room._followers", Harm.Estranged),
        ("Standings.place._given", Harm.Emptied),
    ];

    public static TheoryData<string, Harm, bool> Rows()
    {
        var rows = new TheoryData<string, Harm, bool>();
        foreach ((string field, Harm harm) in OfViewer)
            rows.Add(field, harm, false);
        foreach ((string field, Harm harm) in OfSource)
            rows.Add(field, harm, true);
        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_wrong_count_is_found(string field, Harm harm, bool isSource)
    {
        using var nodes = new BusyNodes();
        NodeParts parts = isSource ? nodes.Source : nodes.Viewer;
        parts.CheckInvariants();

        harm.Do(new PartPath(parts, field));

        Assert.Throws<InvalidOperationException>(parts.CheckInvariants);
    }

    [Fact]
    public void Every_part_that_checks_itself_has_a_count_above()
    {
        using var nodes = new BusyNodes();
        var seen = new HashSet<Type>();
        foreach ((string field, _) in OfViewer)
            seen.UnionWith(new PartPath(nodes.Viewer, field).Types);
        foreach ((string field, _) in OfSource)
            seen.UnionWith(new PartPath(nodes.Source, field).Types);

        IEnumerable<Type> checking = typeof(SwarmNode).Assembly.GetTypes().Where(IsChecking);
        Assert.Empty(checking.Except(seen).Select(type => type.Name));
    }

    /// <summary>A part of a node; not what a node is, nor what only says what a part does, nor of a DHT node, with its own test.</summary>
    private static bool IsChecking(Type type) =>
        type is { IsClass: true, IsAbstract: false } && type != typeof(SwarmNode)
        && type.Namespace != typeof(DhtNode).Namespace
        && type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .Any(method => method.Name.EndsWith(nameof(SwarmNode.CheckInvariants), StringComparison.Ordinal));
}
