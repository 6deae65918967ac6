using ScreenShare.TestPrograms;

namespace ScreenShare.EndToEnd.Tests;

/// <summary>
/// What was to be written and could not be is told by the exit code and one line, never by an abort or by going on unheard.
/// </summary>
public sealed class LostOutputTests
{
    private const string Broadcaster = "--source test:64x64 --bind 127.0.0.1 --fps 10 --duration 50";
    private const string Viewer =
        "'magnet:?xt=urn:btih:000102030405060708090a0b0c0d0e0f10111213&x.pe=127.0.0.1:9&ss.k=AAECAwQFBgcICQoLDA0ODw' " +
        "--bind 127.0.0.1 --duration 50";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory(Timeout = 120_000)]
    [InlineData("Broadcaster", Broadcaster + " --json > /dev/full")]
    [InlineData("Broadcaster", Broadcaster + " > /dev/full")]
    [InlineData("Broadcaster", Broadcaster + " --json | head -n 1")]
    [InlineData("Viewer.Console", Viewer + " --json > /dev/full")]
    [InlineData("Viewer.Console", Viewer + " > /dev/full")]
    [InlineData("Viewer.Console", Viewer + " --json | head -n 1")]
    [InlineData("Broadcaster", "sources > /dev/full")]
    [InlineData("Broadcaster", "--help > /dev/full")]
    [InlineData("Viewer.Console", "--help > /dev/full")]
    [InlineData("Broadcaster", Broadcaster + " --json >&-")]
    [InlineData("Broadcaster", Broadcaster + " >&- <&-")]
    [InlineData("Viewer.Console", Viewer + " --json >&-")]
    [InlineData("Viewer.Console", Viewer + " >&- <&-")]
    [InlineData("Viewer.Console", Viewer + " --json 1< /dev/null")]
    public async Task Lost_lines_are_exit_code_1_and_one_sentence(string program, string run)
    {
        (int code, string[] said) = await RunAsync(program, run);

        Assert.Equal(1, code);
        Assert.Matches("No space left|Broken pipe|closed before|cannot be written to", Assert.Single(said));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("2>&-")]
    [InlineData("<&-")]
    [InlineData("<&- 2>&-")]
    public async Task What_was_not_given_beside_standard_output_is_not_missed(string closed)
    {
        (int code, _) = await RunAsync("Broadcaster", $"{Broadcaster} --frames 5 --verbose --json {closed} > /dev/null");

        Assert.Equal(0, code);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_log_on_a_full_disk_is_one_sentence_and_the_broadcast_goes_on()
    {
        (int code, string[] said) = await RunAsync("Broadcaster", Broadcaster + " --frames 5 --json --log /dev/full > /dev/null");

        Assert.Equal(0, code);
        Assert.Contains("/dev/full", Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Neither_a_limit_on_files_nor_a_full_standard_error_aborts()
    {
        // Of 512 bytes. The runtime itself keeps its code in a file, unless it is told otherwise.
        const string Limit = "ulimit -f 1; export DOTNET_EnableWriteXorExecute=0;";
        using var scratch = new Scratch();

        (int code, string[] said) = await RunAsync("Broadcaster", $"{Broadcaster} --json > '{scratch.Path("lines")}'", Limit);
        (int refused, _) = await RunAsync("Broadcaster", "--source hologram 2> /dev/full");

        (int alsoCode, string[] alsoSaid) = await RunAsync("Broadcaster", $"{Broadcaster} > '{scratch.Path("text")}'", Limit);
        (int logCode, _) = await RunAsync(
            "Broadcaster", $"{Broadcaster} --frames 5 --json --verbose --log '{scratch.Path("log")}' > /dev/null 2>&1", Limit);

        Assert.Equal((1, 1, 0), (code, alsoCode, logCode));
        Assert.All([said, alsoSaid], lines => Assert.Contains("standard output is lost", Assert.Single(lines), StringComparison.Ordinal));
        Assert.Equal(2, refused);
    }

    // The code is told beside what the program says, since a pipeline has that of its last part.
    private static async Task<(int Code, string[] Said)> RunAsync(string program, string run, string before = "")
    {
        string[] parts = run.Split('|');
        string reader = parts.Length > 1 ? $"|{parts[1]}" : "";
        string command = $"{before} {{ dotnet exec '{Apps.PathOf(program)}' {parts[0]}; echo \"code $?\" >&2; }} {reader}";
        (_, _, string text) = await Programs.TryRunAsync("/bin/sh", ["-c", command], default, Cancellation);
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string told = lines.Single(line => line.StartsWith("code ", StringComparison.Ordinal));
        int code = int.Parse(told.AsSpan(5), System.Globalization.CultureInfo.InvariantCulture);
        return (code, [.. lines.Where(line => !line.StartsWith("code ", StringComparison.Ordinal))]);
    }
}
