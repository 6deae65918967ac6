using ScreenShare.Broadcaster.Rooms;
using ScreenShare.Broadcaster.Startup;
using ScreenShare.CommandLine;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Broadcaster.Tests.Rooms;

public sealed class HeldRoomTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly RoomPlace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_room_has_the_same_keys_each_time_and_another_has_others()
    {
        (string, string) first = await _place.MakeAsync("desk");

        Assert.Equal(first, await _place.MakeAsync("desk"));
        Assert.NotEqual(first, await _place.MakeAsync("desk2"));
    }

    [Fact]
    public async Task A_new_key_leaves_the_infohash_and_is_kept()
    {
        (string infohash, string key) = await _place.MakeAsync("desk");

        (string after, string newKey) = await _place.MakeAsync("desk", withNewKey: true);

        Assert.Equal(infohash, after);
        Assert.NotEqual(key, newKey);
        Assert.Equal((infohash, newKey), await _place.MakeAsync("desk"));
    }

    [Fact]
    public async Task Nobody_else_can_read_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no modes");
        await _place.MakeAsync("desk");
        RoomFolder folder = _place.Room("desk");
        if (OperatingSystem.IsWindows()) return; // for the compiler, which knows no skips

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.Path));
        foreach (string file in Directory.GetFiles(folder.Path))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        File.SetUnixFileMode(folder.File, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Assert.Contains("chmod 600", await RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_keys_are_made_where_others_could_read_them()
    {
        RoomFolder folder = _place.Room("desk");
        folder.Create();
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no modes");
        if (OperatingSystem.IsWindows()) return; // for the compiler, which knows no skips
        File.SetUnixFileMode(folder.Path, File.GetUnixFileMode(folder.Path) | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);

        Assert.Contains("chmod 700", await RefusedAsync(), StringComparison.Ordinal);

        Assert.False(folder.HasRoom);
    }

    [Fact]
    public async Task A_link_to_anothers_file_is_no_room()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "elsewhere nobody looks");
        await _place.MakeAsync("desk");
        RoomFolder folder = _place.Room("desk");
        File.Move(folder.File, folder.File + "-elsewhere");
        File.CreateSymbolicLink(folder.File, folder.File + "-elsewhere");

        Assert.Contains("is no file", await RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_program_has_it_at_a_time_and_says_which()
    {
        HeldRoom held = await _place.TakeAsync("desk");
        Assert.Contains($"in use by process {Environment.ProcessId}", await RefusedAsync(), StringComparison.Ordinal);

        held.Dispose();
        (await _place.TakeAsync("desk")).Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("ScreenShare room 1\n")]
    [InlineData("anything")]
    public async Task A_damaged_file_is_told_of_and_left_as_it_is(string text)
    {
        await _place.MakeAsync("desk");
        RoomFolder folder = _place.Room("desk");
        await File.WriteAllTextAsync(folder.File, text, TestContext.Current.CancellationToken);

        Assert.Contains(folder.File, await RefusedAsync(), StringComparison.Ordinal);

        Assert.Equal(text, await File.ReadAllTextAsync(folder.File, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Keys_that_do_not_belong_together_are_damage_though_the_sum_is_right()
    {
        RoomFolder folder = _place.Room("desk");
        folder.Create();
        byte[] one = Secrets(), other = Secrets();
        byte[] mixed = [.. one[..32], .. other[32..]];
        await File.WriteAllBytesAsync(folder.File, new RoomText(mixed, 0).Write(), TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder.File, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        Assert.Contains("no keys that belong together", await RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_the_clock_says_each_session_starts_later_than_all_before_also_after_a_restart()
    {
        using (HeldRoom room = await _place.TakeAsync("desk"))
        {
            Assert.Equal(Now, room.NextStart(Now, out _));
            Assert.Equal(Now.AddMilliseconds(1), room.NextStart(Now, out _));
            Assert.Equal(Now.AddMilliseconds(2), room.NextStart(Now.AddHours(-1), out _));
        }

        using (HeldRoom room = await _place.TakeAsync("desk"))
        {
            Assert.Equal(Now.AddMilliseconds(3), room.NextStart(Now.AddYears(-1), out string? complaint));
            Assert.Null(complaint);
        }
    }

    [Fact]
    public async Task A_clock_that_was_far_ahead_once_leaves_room_for_later_sessions()
    {
        DateTimeOffset last = DateTimeOffset.MinValue;
        for (int i = 0; i < 3; i++)
        {
            using HeldRoom room = await _place.TakeAsync("desk");
            DateTimeOffset start = room.NextStart(i == 0 ? new DateTimeOffset(9900, 1, 1, 0, 0, 0, TimeSpan.Zero) : Now, out _);
            Assert.True(start > last, $"{start} is not later than {last}");
            last = start;
        }

        using HeldRoom after = await _place.TakeAsync("desk");
        using var identity = new BroadcastIdentity(after, hasNewKey: false, new ManualTime(Now));
        Assert.Contains(identity.Lines(), line => line.Contains("ahead of this machine's clock", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_is_stored_before_the_session_begins()
    {
        using HeldRoom room = await _place.TakeAsync("desk");

        room.NextStart(Now, out _);

        Assert.Equal(Now.ToUnixTimeMilliseconds(), HeldRoom.Read(_place.Room("desk")).LastStart);
    }

    [Fact]
    public async Task Who_was_overtaken_is_later_the_next_time()
    {
        using (HeldRoom room = await _place.TakeAsync("desk"))
        {
            room.NextStart(Now, out _);
            room.HandleOvertaken(Now.AddHours(1));
        }

        using HeldRoom again = await _place.TakeAsync("desk");
        Assert.Equal(Now.AddHours(1).AddMilliseconds(1), again.NextStart(Now.AddMinutes(1), out _));
    }

    [Fact]
    public async Task A_start_that_cannot_be_stored_is_told_once_and_holds_all_the_same()
    {
        using HeldRoom room = await _place.TakeAsync("desk");
        Directory.CreateDirectory(_place.Room("desk").File + ".new"); // in the way of what is to be written

        DateTimeOffset first = room.NextStart(Now, out string? complaint);
        DateTimeOffset second = room.NextStart(Now, out string? again);

        Assert.Equal((Now, Now.AddMilliseconds(1)), (first, second));
        Assert.Contains("room desk", complaint, StringComparison.Ordinal);
        Assert.Null(again);
    }

    [Fact]
    public async Task The_start_says_what_a_room_means_and_what_a_new_key_does()
    {
        Assert.Contains("is new", Assert.Single(await LinesAsync()), StringComparison.Ordinal);

        Assert.Equal(
            "Room desk: this link stays the same; whoever has it can find you each time you broadcast.", Assert.Single(await LinesAsync()));

        Assert.Contains("sees nothing", (await LinesAsync(withNewKey: true))[^1], StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<string>> LinesAsync(bool withNewKey = false)
    {
        using HeldRoom room = await _place.TakeAsync("desk", withNewKey);
        using var identity = new BroadcastIdentity(room, withNewKey, TimeProvider.System);
        return identity.Lines();
    }

    private async Task<string> RefusedAsync()
    {
        StartupException refused = await Assert.ThrowsAsync<StartupException>(() => _place.TakeAsync("desk"));
        Assert.DoesNotContain('\n', refused.Message);
        return refused.Message;
    }

    private static byte[] Secrets()
    {
        using BroadcasterKeys keys = BroadcasterKeys.Create();
        byte[] secrets = new byte[BroadcasterKeys.SecretBytes];
        keys.WriteSecrets(secrets);
        return secrets;
    }
}
