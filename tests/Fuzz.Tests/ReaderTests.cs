namespace ScreenShare.Fuzz.Tests;

/// <summary>
/// A hundred thousand damaged inputs for each reader: none throws, none allocates more than its bytes warrant, and what is accepted holds
/// together. Longer by <c>SCREENSHARE_FUZZ_SECONDS</c>; one alone by <c>--filter "DisplayName~manifest"</c>.
/// </summary>
public sealed class ReaderTests
{
    public static TheoryData<string> Names => [.. AllReaders.ByName.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Whatever_the_bytes_are_they_are_read_or_refused(string reader) => FuzzRound.Run(AllReaders.ByName[reader]);
}
