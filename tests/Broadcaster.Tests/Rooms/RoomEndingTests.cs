using ScreenShare.Broadcaster.Rooms;
using ScreenShare.CommandLine;

namespace ScreenShare.Broadcaster.Tests.Rooms;

/// <summary>The <c>rooms</c> command.</summary>
public sealed class RoomEndingTests : IDisposable
{
    private readonly RoomPlace _place = new();
    private readonly StringWriter _output = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_room_is_ended_after_a_yes_and_the_next_of_its_name_is_another()
    {
        (string infohash, _) = await _place.MakeAsync("desk");

        Assert.Equal(0, await EndAsync(isSure: false, answer: "y"));

        Assert.False(Directory.Exists(_place.Room("desk").Path));
        Assert.NotEqual(infohash, (await _place.MakeAsync("desk")).Infohash);
    }

    [Theory]
    [InlineData("")]
    [InlineData("n")]
    [InlineData("what?")]
    [InlineData(null)]
    public async Task Anything_but_a_yes_leaves_it(string? answer)
    {
        (string infohash, _) = await _place.MakeAsync("desk");

        Assert.Equal(0, await EndAsync(isSure: false, answer ?? ""));

        Assert.Equal(infohash, (await _place.MakeAsync("desk")).Infohash);
        Assert.Contains("Room desk stays.", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_can_be_asked_it_takes_a_yes_beforehand()
    {
        await _place.MakeAsync("desk");
        StartupException refused = await Assert.ThrowsAsync<StartupException>(
            () => new RoomEnding(_place.Room("desk"), TimeProvider.System).RunAsync(isSure: false, person: null, _output, Cancellation));
        Assert.Contains("--yes", refused.Message, StringComparison.Ordinal);

        Assert.Equal(0, await EndAsync(isSure: true));

        Assert.False(_place.Room("desk").HasRoom);
    }

    [Fact]
    public async Task A_room_in_use_is_not_ended()
    {
        using HeldRoom held = await _place.TakeAsync("desk");

        await Assert.ThrowsAsync<StartupException>(() => EndAsync(isSure: true));

        Assert.True(_place.Room("desk").HasRoom);
    }

    [Fact]
    public async Task A_room_that_is_not_there_is_told() =>
        await Assert.ThrowsAsync<StartupException>(() => EndAsync(isSure: true));

    [Fact]
    public async Task A_damaged_room_can_be_ended()
    {
        await _place.MakeAsync("desk");
        await File.WriteAllTextAsync(_place.Room("desk").File, "", TestContext.Current.CancellationToken);

        Assert.Equal(0, await EndAsync(isSure: true));

        Assert.False(_place.Room("desk").HasRoom);
    }

    [Fact]
    public async Task All_are_listed_with_what_one_knows_them_by_and_never_the_key()
    {
        (string infohash, string key) = await _place.MakeAsync("desk");
        using HeldRoom held = await _place.TakeAsync("talk");
        held.NextStart(new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero), out _);
        await _place.MakeAsync("broken");
        await File.WriteAllTextAsync(_place.Room("broken").File, "", TestContext.Current.CancellationToken);
        Directory.CreateDirectory(Path.Combine(_place.All, "no_room"));

        RoomListing.Write(_output, _place.All);

        string[] lines = _output.ToString().TrimEnd().Split(Environment.NewLine);
        Assert.Equal(3, lines.Length);
        Assert.Contains("is empty", lines[0], StringComparison.Ordinal);
        Assert.Equal($"desk    link btih:{infohash[..12]}…, not used yet", lines[1]);
        Assert.Contains($"last begun 2026-03-0", lines[2], StringComparison.Ordinal);
        Assert.EndsWith($"in use now by process {Environment.ProcessId}", lines[2], StringComparison.Ordinal);
        Assert.DoesNotContain(key, _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_there_are_none_it_says_how_one_is_made()
    {
        RoomListing.Write(_output, _place.All);

        Assert.Contains("--room", _output.ToString(), StringComparison.Ordinal);
    }

    private Task<int> EndAsync(bool isSure, string answer = "") =>
        new RoomEnding(_place.Room("desk"), TimeProvider.System).RunAsync(isSure, new StringReader(answer), _output, Cancellation);
}
