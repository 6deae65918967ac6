namespace ScreenShare.Viewer;

/// <summary>Why a viewer cannot show a broadcast.</summary>
public enum ViewerFault
{
    None = 0,

    /// <summary>The link cannot be used for viewing.</summary>
    Link,

    /// <summary>The link's content key does not open the broadcast's records.</summary>
    ContentKey,

    /// <summary>The broadcast's pictures are laid out in a way that this version does not know.</summary>
    Layout,

    /// <summary>The node could not be started or has failed: a port in use, an address that is not this machine's.</summary>
    Node,
}
