namespace ScreenShare.Swarm.Dht;

/// <summary>
/// Nodes at one distance of ours, and some that would take the place of one that falls silent (BEP 5; the replacement cache of Kademlia,
/// 4.1). Who has been there longest and still answers stays.
/// </summary>
internal sealed class Bucket
{
    private readonly List<RoutingNode> _nodes = [];

    /// <summary>The one that answered last is at the end.</summary>
    private readonly List<RoutingNode> _replacements = [];

    public IReadOnlyList<RoutingNode> Nodes => _nodes;

    public IReadOnlyList<RoutingNode> Replacements => _replacements;

    /// <summary>When somebody of it was last looked for or came in.</summary>
    public Instant FreshAt { get; set; }

    /// <summary>There is a place, or one that somebody better would get.</summary>
    public bool HasRoomFor(DhtContact contact) =>
        _nodes.Count < DhtLimits.BucketNodes
        || _nodes.Exists(node => node.IsBad)
        || (BoundId.Fits(contact.Id, contact.Address) && _nodes.Exists(node => !node.IsBound));

    public void Add(RoutingNode node)
    {
        if (_nodes.Count == DhtLimits.BucketNodes && FindWeakest(node) is { } weakest) _nodes.Remove(weakest);
        if (_nodes.Count < DhtLimits.BucketNodes) _nodes.Add(node);
        else AddReplacement(node);
    }

    public void Remove(RoutingNode node)
    {
        _replacements.Remove(node);
        if (_nodes.Remove(node)) Promote();
    }

    private RoutingNode? FindWeakest(RoutingNode newcomer) =>
        _nodes.Find(node => node.IsBad) ?? (newcomer.IsBound ? _nodes.Find(node => !node.IsBound) : null);

    private void AddReplacement(RoutingNode node)
    {
        if (_replacements.Count == DhtLimits.BucketReplacements) _replacements.RemoveAt(0);
        _replacements.Add(node);
    }

    private void Promote()
    {
        if (_replacements.Count == 0) return;
        RoutingNode next = _replacements.FindLast(node => node.IsBound) ?? _replacements[^1];
        _replacements.Remove(next);
        _nodes.Add(next);
    }
}
