namespace ScreenShare.Frames;

/// <summary>Which rule a record's payload breaks. The default says that nobody looked.</summary>
public enum RecordViolation : byte
{
    NotChecked = 0,

    /// <summary>No rule is broken: the tile shows the record.</summary>
    None,

    /// <summary>There is no such tile in the stream's grid.</summary>
    OutsideGrid,

    /// <summary>Not even a kind.</summary>
    Empty,

    /// <summary>Longer than the same tile raw.</summary>
    TooLong,

    /// <summary>A kind of another version, reserved, or nonsense.</summary>
    UnknownKind,

    /// <summary>The fixed part of the kind is cut off, or a kind of fixed length has another one.</summary>
    WrongLength,

    /// <summary>Not a whole zlib stream, or its checksum is wrong, or bytes follow it.</summary>
    BadZlib,

    /// <summary>Inflates to more or fewer bytes than the tile has.</summary>
    WrongInflatedLength,

    /// <summary>A row begins with a filter that PNG does not have.</summary>
    BadFilter,

    /// <summary>A pixel names a colour past the palette's end.</summary>
    BadIndex,

    /// <summary>A flag is neither 0 nor 1.</summary>
    BadFlag,

    /// <summary>An edge of a pointer is none, or its hot spot lies outside it.</summary>
    BadSize,

    /// <summary>Text that is not UTF-8.</summary>
    BadText,
}
