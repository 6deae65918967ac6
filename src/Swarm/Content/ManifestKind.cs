namespace ScreenShare.Swarm.Content;

public enum ManifestKind : byte
{
    None = 0,
    Delta = 1,
    Heartbeat = 2,
    End = 3,
}
