using ScreenShare.Broadcaster.Capture;
using ScreenShare.Frames;

namespace ScreenShare.Broadcaster.Tests.Capture;

public sealed class ScreenSourcesTests
{
    private static readonly DesktopSession Nothing = new(X11Display: null, WaylandDisplay: null, SessionType: null, IsLinux: true);

    [Fact]
    public void An_X_session_is_worth_trying() =>
        Assert.Null((Nothing with { X11Display = ":0", SessionType = "x11" }).WhyNoScreen());

    [Fact]
    public void Without_a_display_the_reason_names_the_variable() =>
        Assert.Contains("DISPLAY is not set", Nothing.WhyNoScreen(), StringComparison.Ordinal);

    [Fact]
    public void Wayland_alone_is_refused_with_the_way_out()
    {
        string? reason = (Nothing with { WaylandDisplay = "wayland-0" }).WhyNoScreen();

        Assert.Contains("needs the desktop portal, which this version does not have", reason, StringComparison.Ordinal);
        Assert.Contains("--source raw:WIDTHxHEIGHT", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wayland-0", null)]
    [InlineData(null, "wayland")]
    [InlineData("wayland-1", "wayland")]
    public void Xwayland_is_refused_rather_than_broadcast_black(string? waylandDisplay, string? sessionType)
    {
        var session = new DesktopSession(":0", waylandDisplay, sessionType, IsLinux: true);

        Assert.Contains(":0 shows black instead of the screen", session.WhyNoScreen(), StringComparison.Ordinal);
        CaptureException refused = Assert.Throws<CaptureException>(() => Open(new SourceName.Screen(), session));
        Assert.Equal(session.WhyNoScreen(), refused.Message);
    }

    [Fact]
    public void Other_systems_are_told_what_works() =>
        Assert.Contains("on Linux under X11 only", (Nothing with { IsLinux = false }).WhyNoScreen(), StringComparison.Ordinal);

    [Fact]
    public void Without_a_screen_and_a_wish_the_test_picture_is_shown_with_a_notice()
    {
        OpenedSource opened = Open(null, Nothing);

        using IScreenSource source = Assert.IsType<TestPictureSource>(opened.Source);
        Assert.Equal("test picture, 1280x720, seed 5", source.Description);
        Assert.StartsWith("showing the test picture, since there is no screen to capture", opened.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_display_where_nobody_answers_is_a_fault_when_asked_for_and_a_notice_otherwise()
    {
        DesktopSession session = Nothing with { X11Display = "no-such-host.invalid:77" };

        CaptureException fault = Assert.Throws<CaptureException>(() => Open(new SourceName.Screen(), session));
        OpenedSource opened = Open(null, session);

        using IScreenSource source = Assert.IsType<TestPictureSource>(opened.Source);
        Assert.Equal($"showing the test picture, since {fault.Message}", opened.Notice);
    }

    [Fact]
    public void What_is_asked_for_is_opened_without_a_notice()
    {
        OpenedSource test = Open(new SourceName.Test(new PictureSize(64, 48)), Nothing);
        OpenedSource raw = Open(new SourceName.Raw(new PictureSize(8, 8)), Nothing);

        using (test.Source) Assert.Equal("test picture, 64x48, seed 5", test.Source.Description);
        using (raw.Source) Assert.Equal("raw BGRA frames, 8x8", raw.Source.Description);
        Assert.Null(test.Notice);
        Assert.Null(raw.Notice);
    }

    private static OpenedSource Open(SourceName? requested, DesktopSession session) =>
        ScreenSources.Open(requested, session, seed: 5, watchPointer: true, () => new MemoryStream());
}
