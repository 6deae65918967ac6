namespace ScreenShare.Frames.Deflate;

/// <summary>The code of one symbol: its bits, the first one lowest, and how many; of no bits when the symbol does not occur.</summary>
internal readonly record struct HuffmanSymbol(ushort Code, byte Length);
