namespace ScreenShare.Broadcaster.Demo;

/// <summary>What a viewer of the demo is there to show.</summary>
internal enum ViewerPart
{
    None = 0,

    /// <summary>Watches from the start to the end.</summary>
    Watches,

    /// <summary>Cuts itself off from the broadcaster on the way and must live off the others.</summary>
    Blocks,

    /// <summary>Is killed outright at half time; nobody else may suffer.</summary>
    Killed,

    /// <summary>Joins when a third of the time has passed.</summary>
    Late,
}
