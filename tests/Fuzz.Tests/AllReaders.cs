namespace ScreenShare.Fuzz.Tests;

/// <summary>Every reader of bytes that somebody else made.</summary>
internal static class AllReaders
{
    public static IReadOnlyDictionary<string, FuzzedReader> ByName { get; } =
        ((FuzzedReader[])[.. WireReaders.All, .. RoadReaders.All, .. ContentReaders.All, .. PictureReaders.All, .. TypedReaders.All])
        .ToDictionary(reader => reader.Name);
}
