namespace ScreenShare.Broadcaster.Startup;

/// <summary>Whether a command demonstrates on this machine what else it would do for others.</summary>
internal enum DemoOffer
{
    /// <summary>It broadcasts, for others.</summary>
    None = 0,

    /// <summary>It does either.</summary>
    ByOption,

    /// <summary>It does nothing else.</summary>
    Only,
}
