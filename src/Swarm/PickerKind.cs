namespace ScreenShare.Swarm;

/// <summary>How chunks are shared out among connections.</summary>
internal enum PickerKind
{
    None = 0,

    /// <summary>Neighbours send what they were asked for once and for all; what they owe too long is asked for as below.</summary>
    Standing,

    /// <summary>Whoever has room takes the next chunk, and an idle connection takes over what another would deliver later.</summary>
    Stealing,

    /// <summary>Chunk i only from neighbour i mod N: what work stealing is measured against.</summary>
    Static,
}
