namespace ScreenShare.Frames.Tiles;

/// <summary>
/// First byte of a record's payload: how the rest holds the pixels of one tile. Payloads hold no sizes; width (w)
/// and height (h) are the tile's. Rows and zlib streams are PNG's own (PNG 3rd edition, clauses 7, 9, 10), so that a
/// container put around them makes a file that any browser reads.
/// </summary>
/// <remarks>
/// <code>
///  1  solid colour   red, green, blue
///  2  indexed        colours - 1 (1 byte), colours × (red, green, blue), zlib stream of h × (filter byte, packed
///                    indices of 1, 2, 4 or 8 bits: the fewest that name all the colours)
///  3  true colour    zlib stream of h × (filter byte, w × (red, green, blue))
///  4  raw            h × w × (red, green, blue)
/// 16… lossy          reserved: 16 is a JPEG, first byte = number of the table set that the stream's parameters
///                    commit to, then the scan without any markers or tables
/// 32… copy hints     reserved: 32 is big endian 16 bit x, 16 bit y of the area of the previous frame to copy from;
///                    never a stand-alone record, always followed by one
/// </code>
/// A decoder refuses every kind it does not know.
/// </remarks>
public enum RecordKind : byte
{
    None = 0,
    SolidColour = 1,
    Indexed = 2,
    TrueColour = 3,
    Raw = 4,
}
