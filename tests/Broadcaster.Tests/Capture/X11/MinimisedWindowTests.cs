using ScreenShare.Broadcaster.Capture;
using ScreenShare.Broadcaster.Capture.X11;
using ScreenShare.Broadcaster.Startup;
using ScreenShare.TestPrograms;

namespace ScreenShare.Broadcaster.Tests.Capture.X11;

/// <summary>Windows that are not on the screen when somebody asks for them.</summary>
public sealed class MinimisedWindowTests : IDisposable
{
    private readonly XServer _server = XServer.Start();
    private readonly XClient _client;

    public MinimisedWindowTests() => _client = new XClient(_server.Display);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Minimised_by_a_window_manager_it_is_listed_and_found_with_what_to_do()
    {
        using XProgram manager = XProgram.Start(_server, "openbox", "openbox", "--sm-disable");
        using XDisplay display = XDisplay.Open(_server.Display);
        nuint window = _client.OpenWindow(new Area(0, 0, 200, 100), 0x112233, "the report");
        await UntilAsync(display, window, WindowPresence.Shown, isManaged: true);

        _client.Minimise(window);
        await UntilAsync(display, window, WindowPresence.Minimised);

        Assert.Contains($"window:0x{window:x}", Listed());
        Assert.Contains("200x100 'the report' is minimised: restore it first", Listed());
        Assert.Equal($"the window 0x{window:x} 'the report' is minimised: restore it first", Refused("report"));
        Assert.Equal($"the window 0x{window:x} 'the report' is minimised: restore it first", Refused($"0x{window:x}"));

        _client.Show(window);
        await UntilAsync(display, window, WindowPresence.Shown);
        Open("report").Dispose();
    }

    [Fact]
    public void Of_those_with_the_same_title_the_one_on_the_screen_is_meant()
    {
        nuint hidden = _client.OpenWindow(new Area(0, 0, 100, 100), 0, "notes");
        _client.Hide(hidden);
        nuint shown = _client.OpenWindow(new Area(0, 0, 100, 100), 0, "notes");

        using XDisplay display = XDisplay.Open(_server.Display);
        Assert.Equal(shown, NamedWindow.Find(display, "notes").Id);
        Assert.Contains($"the window 0x{hidden:x} 'notes' is not on the screen", Refused($"0x{hidden:x}"));
    }

    [Theory]
    [InlineData(3, null, null, "is minimised: restore it first")]
    [InlineData(1, 0, 2, "is on another desktop: go to that one first")]
    [InlineData(3, 0, 0, "is minimised: restore it first")]
    [InlineData(3, 0, -1, "is minimised: restore it first")] // on all of them
    [InlineData(null, null, null, "is not on the screen: open or restore it first")]
    public void Why_it_is_not_on_the_screen_is_told(int? state, int? current, int? desktop, string obstacle)
    {
        nuint window = _client.OpenWindow(new Area(0, 0, 100, 100), 0, "away");
        _client.Hide(window);
        if (state is { } told) _client.SetProperty(window, "WM_STATE", "WM_STATE", (nuint)told, 0);
        if (current is { } now) _client.SetProperty(Root(), "_NET_CURRENT_DESKTOP", "CARDINAL", (nuint)now);
        if (desktop is { } on) _client.SetProperty(window, "_NET_WM_DESKTOP", "CARDINAL", unchecked((nuint)on));

        Assert.Contains($"100x100 'away' {obstacle}", Listed());
        Assert.Equal($"the window 0x{window:x} 'away' {obstacle}", Refused("away"));
    }

    [Fact]
    public void What_a_program_keeps_for_itself_is_not_listed()
    {
        nuint own = _client.OpenWindow(new Area(0, 0, 10, 10), 0, "clipboard");
        _client.Hide(own);

        Assert.DoesNotContain("clipboard", Listed());
    }

    [Fact]
    public void A_listed_title_steers_no_terminal_and_takes_one_line()
    {
        nuint window = _client.OpenWindow(new Area(0, 0, 100, 100), 0);
        _client.SetProperty(window, "WM_NAME", "UTF8_STRING", "a\e]0;b\a\u202Ec\nscreen:9"u8);

        Assert.Contains("100x100 'a?]0;b??c screen:9'", Listed());
    }

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
    }

    private X11WindowSource Open(string asked) => X11WindowSource.Open(_server.Display, asked, watchPointer: false, TimeProvider.System);

    private string Refused(string asked) => Assert.Throws<CaptureException>(() => Open(asked)).Message;

    private string Listed()
    {
        var output = new StringWriter();
        SourceListing.Write(output, new DesktopSession(_server.Display, null, null, IsLinux: true));
        return output.ToString();
    }

    private nuint Root()
    {
        using XDisplay display = XDisplay.Open(_server.Display);
        return display.Root;
    }

    private static async Task UntilAsync(XDisplay display, nuint window, WindowPresence presence, bool isManaged = false)
    {
        var properties = new WindowProperties(display);
        while (Presence() != presence || (isManaged && !properties.Managed().Contains(window)))
            await Task.Delay(10, Cancellation); // the window manager tells nobody when it is done

        WindowPresence Presence() =>
            display.AttributesOf(window) is { } attributes ? properties.PresenceOf(window, attributes) : WindowPresence.None;
    }
}
