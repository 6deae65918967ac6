namespace ScreenShare.Fuzz.Tests;

/// <summary>One reader of bytes that anybody may have made.</summary>
/// <param name="Name">What a person calls it, and names it by to have it alone read for long.</param>
/// <param name="Covers">The methods it stands for, as <c>Type.Method</c>.</param>
/// <param name="Samples">Honest bytes to damage.</param>
/// <param name="Read">Reads; throws when the reader does, or when what it says of what it read does not hold together.</param>
internal sealed record FuzzedReader(string Name, string[] Covers, IReadOnlyList<byte[]> Samples, Action<byte[]> Read)
{
    /// <summary>What one reading may allocate, however short the bytes: room for the largest value they can stand for.</summary>
    public int AllocatedMax { get; init; } = 8 * 1024;

    /// <summary>And for each byte of them: what a reader does is bounded by what it was given.</summary>
    public int AllocatedPerByteMax { get; init; } = 16;

    public override string ToString() => Name;
}
