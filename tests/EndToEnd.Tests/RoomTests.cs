using ScreenShare.TestPrograms;

namespace ScreenShare.EndToEnd.Tests;

/// <summary>A link that stays: broadcasters that come back in their room, and viewers that wait for them.</summary>
public sealed class RoomTests : IDisposable
{
    private static readonly string[] OnLoopbackAlone = ["--no-dht", "--no-lsd"];

    private readonly Scratch _scratch = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _scratch.Dispose();

    [Fact(Timeout = 180_000)]
    public async Task A_viewer_that_stays_sees_who_was_killed_and_comes_back_at_the_same_port_under_the_same_link()
    {
        await using AppProcess first = Broadcast("desk", port: 0);
        Invitation invitation = await first.LinkAsync(Cancellation);
        await using AppProcess viewer = Watch(invitation.Link, "--stay");
        await using AppProcess other = Watch(invitation.Link, "--stay"); // so that nobody is ever alone
        await SeesAsync(viewer, sessions: 1);
        await SeesAsync(other, sessions: 1);

        first.Kill();
        await first.ExitAsync(Cancellation);
        await using AppProcess second = Broadcast("desk", PortOf(invitation));
        Invitation again = await second.LinkAsync(Cancellation);

        Assert.Equal(invitation.Link, again.Link);
        await SeesAsync(viewer, sessions: 2);
        await SeesAsync(other, sessions: 2);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_broadcaster_that_moves_is_found_by_who_stayed_through_somebody_with_the_new_address()
    {
        await using AppProcess first = Broadcast("desk", port: 0);
        Invitation invitation = await first.LinkAsync(Cancellation);
        await using AppProcess viewer = Watch(invitation.Link, "--stay");
        await SeesAsync(viewer, sessions: 1);
        string stayed = await viewer.AddressAsync(Cancellation);

        first.Signal(AppProcess.Interrupt);
        await first.ExitAsync(Cancellation);
        await viewer.WaitForAsync(
            "word that it waits", line => line.Text("text") == "waiting for the next broadcast under this link", Cancellation);
        await using AppProcess second = Broadcast("desk", port: 0);
        Invitation moved = await second.LinkAsync(Cancellation);
        Assert.Equal(invitation.Infohash, moved.Infohash);
        await using AppProcess herald = Watch($"{moved.Link}&x.pe={stayed}");

        await SeesAsync(viewer, sessions: 2);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_viewer_that_comes_first_waits_and_starts_by_itself()
    {
        string link;
        await using (AppProcess before = Broadcast("desk", port: 0))
        {
            link = (await before.LinkAsync(Cancellation)).Link;
            before.Signal(AppProcess.Terminate);
            await before.ExitAsync(Cancellation);
        }

        Invitation invitation = Invitation.Parse(link);
        await using AppProcess viewer = Watch(invitation.Link);
        string address = await viewer.AddressAsync(Cancellation);
        await using AppProcess company = Watch(invitation.Through(address));
        await company.WaitForAsync(
            "word that nobody broadcasts", line => line.Text("text")?.StartsWith("nobody broadcasts yet", StringComparison.Ordinal) == true,
            Cancellation);

        await using AppProcess broadcaster = Broadcast("desk", PortOf(invitation));

        await SeesAsync(viewer, sessions: 1);
        await SeesAsync(company, sessions: 1);
    }

    [Fact(Timeout = 180_000)]
    public async Task Of_two_broadcasters_with_copies_of_one_room_the_later_is_seen_and_the_earlier_ends_and_says_why()
    {
        await using AppProcess earlier = Broadcast("desk", port: 0);
        Invitation invitation = await earlier.LinkAsync(Cancellation);
        await using AppProcess viewer = Watch(invitation.Link);
        await SeesAsync(viewer, sessions: 1);
        CopyRoom(to: "elsewhere");

        await using AppProcess later = Broadcast("desk", port: 0, home: "elsewhere");
        Invitation other = await later.LinkAsync(Cancellation);
        Assert.Equal(invitation.Infohash, other.Infohash);
        await using AppProcess herald = Watch($"{other.Link}&x.pe={await viewer.AddressAsync(Cancellation)}");

        await SeesAsync(viewer, sessions: 2);
        Assert.Equal(0, await earlier.ExitAsync(Cancellation));
        Assert.Contains(earlier.ErrorText, line => line.StartsWith("another broadcast of room desk began later", StringComparison.Ordinal));
        await SeesMoreAsync(viewer);
    }

    [Fact(Timeout = 180_000)]
    public async Task One_program_has_a_room_at_a_time_and_a_killed_one_has_it_no_more()
    {
        await using AppProcess first = Broadcast("desk", port: 0);
        await first.LinkAsync(Cancellation);

        await using AppProcess second = Broadcast("desk", port: 0);
        Assert.Equal(2, await second.ExitAsync(Cancellation));
        Assert.Contains("Room desk is in use by process", Assert.Single(second.ErrorText), StringComparison.Ordinal);

        first.Kill();
        await first.ExitAsync(Cancellation);
        await using AppProcess third = Broadcast("desk", port: 0);
        await third.LinkAsync(Cancellation);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_new_key_shuts_out_the_old_link_which_says_so()
    {
        await using AppProcess first = Broadcast("desk", port: 0);
        Invitation invitation = await first.LinkAsync(Cancellation);
        first.Signal(AppProcess.Interrupt);
        await first.ExitAsync(Cancellation);

        await using AppProcess second = Broadcast("desk", PortOf(invitation), "main", "--new-key");
        Invitation renewed = await second.LinkAsync(Cancellation);
        await using AppProcess outsider = Watch(invitation.Link);
        await using AppProcess guest = Watch(renewed.Link);

        Assert.Equal(invitation.Infohash, renewed.Infohash);
        Assert.NotEqual(invitation.Link, renewed.Link);
        await SeesAsync(guest, sessions: 1);
        Assert.Equal(2, await outsider.ExitAsync(Cancellation));
        Assert.Equal("wrong-key", (await outsider.SummaryAsync(Cancellation)).Text("ended"));
    }

    private AppProcess Broadcast(string room, int port, string home = "main", params string[] more) => Apps.Broadcaster(
        ["--source", "test:320x200", "--fps", "10", "--bind", "127.0.0.1", "--json", "--digest", "--room", room, "--port", $"{port}",
            .. OnLoopbackAlone, .. more],
        before: $"export XDG_CONFIG_HOME='{_scratch.Path(home)}'");

    private static AppProcess Watch(string link, params string[] more) => Apps.Watch(link, [.. OnLoopbackAlone, .. more]);

    private static int PortOf(Invitation invitation) => int.Parse(
        invitation.Address[(invitation.Address.LastIndexOf(':') + 1)..], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Waits until it shows pictures of so many broadcasts, the last of them among them.</summary>
    private static async Task SeesAsync(AppProcess viewer, int sessions)
    {
        await viewer.WaitForAsync(
            $"broadcast {sessions}", _ => viewer.Lines.Count(line => line.Event == "joined") == sessions, Cancellation);
        await SeesMoreAsync(viewer);
    }

    private static async Task SeesMoreAsync(AppProcess viewer)
    {
        int sofar = viewer.Lines.Count(line => line.Event == "frame");
        await viewer.WaitForAsync("more pictures", _ => viewer.Lines.Count(line => line.Event == "frame") > sofar + 3, Cancellation);
    }

    private void CopyRoom(string to)
    {
        string from = Path.Combine(_scratch.Path("main"), "screenshare", "rooms", "desk");
        DirectoryInfo folder = Directory.CreateDirectory(Path.Combine(_scratch.Path(to), "screenshare", "rooms", "desk"));
        const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        if (!OperatingSystem.IsWindows()) folder.UnixFileMode = Own;
        File.Copy(Path.Combine(from, "room"), Path.Combine(folder.FullName, "room"));
    }
}
