namespace ScreenShare.Swarm;

/// <summary>Every limit and pace of a node by name, with its reason. Immutable.</summary>
public sealed record SwarmOptions
{
    /// <summary>Neighbours a node dials for (<c>--peers</c>).</summary>
    public int PeersWanted { get; init; } = 8;

    /// <summary>
    /// Most neighbours that dialled this node; those it dialled are counted apart. Every node dials up to <see cref="PeersWanted"/>, so on
    /// average as many are accepted, and by those who came early several times as many. Where these were full newcomers would only find
    /// each other, layer behind layer, and what is passed on from neighbour to neighbour would take more hops.
    /// </summary>
    public int AcceptedMax => (5 * PeersWanted) + 2;

    /// <summary>Bytes per second this node may send in all; null: no limit.</summary>
    public long? UploadLimitBytesPerSecond { get; init; }

    /// <summary>Bytes per second this node asks to be sent in all, messages included; null: no limit.</summary>
    public long? DownloadLimitBytesPerSecond { get; init; }

    /// <summary>Silence after which the broadcast is called stale, and what is shown is called old: several heartbeats.</summary>
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For comparison only.</summary>
    internal PickerKind Picker { get; init; } = PickerKind.Standing;

    /// <summary>Told to peers in the extension handshake.</summary>
    public string Client { get; init; } = "ScreenShare 0.1";
}
