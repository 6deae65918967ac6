namespace ScreenShare.Swarm.Wire.Live;

/// <summary>First byte of a live message (wire protocol, section 4).</summary>
public enum LiveMessageType : byte
{
    None = 0,
    Manifest = 1,
    ManifestRequest = 2,
    Have = 3,
    Bitfield = 4,
    KeyHave = 5,
    Request = 6,
    Piece = 7,
    Cancel = 8,
    Reject = 9,
    Peers = 10,
    Goodbye = 11,
    Company = 12,
    Standing = 13,
    Census = 14,
    Twin = 15,
}
