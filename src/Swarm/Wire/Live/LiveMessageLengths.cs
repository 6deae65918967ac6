using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Wire.Live;

/// <summary>
/// How long the body of each live message is: without length field, ids and type. Fixed ones are exact; the others have bounds.
/// Enough to refuse a message before its body has arrived.
/// </summary>
public static class LiveMessageLengths
{
    public const int ManifestRequest = FrameIdFormat.Bytes + 4;
    public const int Have = FrameIdFormat.Bytes + 2;
    public const int KeyHave = FrameIdFormat.Bytes;
    public const int Request = ChunkIdFormat.Bytes + 2 + 1;
    public const int Cancel = ChunkIdFormat.Bytes;
    public const int Reject = ChunkIdFormat.Bytes;
    public const int Goodbye = 1;
    public const int Company = 2;
    public const int Twin = Hash256.Bytes;
    public const int Standing = 4 + 4 + 4 + 1 + 9 + 4 + 1 + 8;

    /// <summary>Neither parameters nor an index.</summary>
    public const int ManifestMin = Manifest.FixedBodyBytes + ManifestSignature.Bytes;

    /// <summary>The longest parameters, and the longest index that rides along.</summary>
    public const int ManifestMax = ManifestMin + StreamParameters.PictureParametersBytesMax + Manifest.RidingIndexBytesMax;

    public const int BitfieldMin = FrameIdFormat.Bytes + 2;
    public const int BitfieldMax = BitfieldMin + ((ushort.MaxValue + 7) / 8);

    /// <summary>What precedes the data of a piece in its body.</summary>
    public const int PieceHeader = ChunkIdFormat.Bytes;

    public const int PeersMin = 1;
    public const int PeersMax = PeersMin + (PeersMessage.CountMax * (1 + CompactAddress.IPv6Bytes));

    public const int CensusMin = CensusMessage.HeaderBytes + CensusEntry.Bytes;
    public const int CensusMax = CensusMessage.HeaderBytes + (CensusMessage.EntriesMax * CensusEntry.Bytes);

    public static bool IsKnown(LiveMessageType type) => type is >= LiveMessageType.Manifest and <= LiveMessageType.Twin;

    /// <summary>Whether a body of <paramref name="bytes"/> can be right. Types we do not know may have any length.</summary>
    public static bool Allows(LiveMessageType type, int bytes) => type switch
    {
        LiveMessageType.Manifest => bytes is >= ManifestMin and <= ManifestMax,
        LiveMessageType.ManifestRequest => bytes == ManifestRequest,
        LiveMessageType.Have => bytes == Have,
        LiveMessageType.Bitfield => bytes is >= BitfieldMin and <= BitfieldMax,
        LiveMessageType.KeyHave => bytes == KeyHave,
        LiveMessageType.Request => bytes == Request,
        LiveMessageType.Piece => bytes > PieceHeader,
        LiveMessageType.Cancel => bytes == Cancel,
        LiveMessageType.Reject => bytes == Reject,
        LiveMessageType.Peers => bytes is >= PeersMin and <= PeersMax,
        LiveMessageType.Goodbye => bytes == Goodbye,
        LiveMessageType.Company => bytes == Company,
        LiveMessageType.Standing => bytes == Standing,
        LiveMessageType.Twin => bytes == Twin,
        LiveMessageType.Census => bytes is >= CensusMin and <= CensusMax,
        _ => true,
    };
}
