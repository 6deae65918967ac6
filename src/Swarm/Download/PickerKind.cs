namespace ScreenShare.Swarm.Download;

/// <summary>How chunks are shared out among connections.</summary>
internal enum PickerKind
{
    None = 0,

    /// <summary>Whoever has room takes the next chunk, and an idle connection takes over what another would deliver later.</summary>
    Stealing,

    /// <summary>Chunk i only from neighbour i mod N: what work stealing is measured against.</summary>
    Static,
}
