using System.Text.RegularExpressions;
using ScreenShare.EndToEnd.Tests;

namespace ScreenShare.Viewer.Gui.Tests;

/// <summary>A broadcaster, the viewer and a browser, each a process of its own: what the canvas holds is what was broadcast.</summary>
public sealed partial class BrowserTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_canvas_equals_each_picture_broadcast_also_in_a_second_tab_and_after_a_reload()
    {
        await using Chromium browser = await Chromium.StartAsync();
        var first = new StillPicture(650, 410, seed: 1);
        StillPicture second = first.With(2);
        StillPicture third = second.With(3).With(4);
        await using AppProcess broadcaster = Apps.Broadcast("raw:650x410", "--title", "Still life");
        await broadcaster.Input.WriteAsync(first.Pixels, Cancelled);
        await using AppProcess viewer = await WatchAsync(broadcaster);
        BrowserPage page = await browser.OpenAsync(await AddressAsync(viewer));

        await page.ShowsAsync(first.Digest, Cancelled);
        await SendAsync(broadcaster, second);
        await page.ShowsAsync(second.Digest, Cancelled);
        BrowserPage tab = await browser.OpenAsync(await AddressAsync(viewer));
        await tab.ShowsAsync(second.Digest, Cancelled);
        await page.ReloadAsync();
        await SendAsync(broadcaster, third);
        await page.ShowsAsync(third.Digest, Cancelled);
        await tab.ShowsAsync(third.Digest, Cancelled);

        Assert.Equal("Still life", await page.TextAsync("title-text"));
        AssertSame(third, await page.SavePictureAsync());
        Assert.Empty(page.Problems);
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task The_test_picture_is_shown_to_its_last_frame_and_the_page_tells_the_ends()
    {
        await using Chromium browser = await Chromium.StartAsync();
        await using AppProcess broadcaster = Apps.Broadcast("test:640x400", "--seed", "5", "--fps", "15", "--frames", "150");
        await using AppProcess viewer = await WatchAsync(broadcaster);
        BrowserPage page = await browser.OpenAsync(await AddressAsync(viewer));

        await broadcaster.SummaryAsync(Cancelled);
        Assert.NotNull(broadcaster.LastDigest);
        await page.ShowsAsync(broadcaster.LastDigest, Cancelled);
        await page.IsInPhaseAsync("ended");
        viewer.Signal(AppProcess.Interrupt);
        Assert.Equal(0, await viewer.ExitAsync(Cancelled));
        await page.IsInPhaseAsync("closed");

        Assert.StartsWith("The viewer program has ended", await page.TextAsync("banner"));
        Assert.Empty(page.Problems);
    }

    [Fact]
    public async Task Limits_are_set_on_the_page_and_told_to_every_tab_and_what_is_no_rate_is_explained()
    {
        await using Chromium browser = await Chromium.StartAsync();
        await using AppProcess broadcaster = Apps.Broadcast("test:320x200", "--fps", "5");
        await using AppProcess viewer = await WatchAsync(broadcaster, "--upload-limit", "2M");
        BrowserPage page = await browser.OpenAsync(await AddressAsync(viewer));
        BrowserPage tab = await browser.OpenAsync(await AddressAsync(viewer));
        await page.TellsAsync("up", "of 2.00 MB/s");

        await page.PressAsync("l");
        Assert.Equal("2M", await page.ValueAsync("upload-limit"));
        await page.TypeAsync("upload-limit", "fast");
        await page.TypeAsync("download-limit", "500k");
        await page.PressAsync("Enter");
        await page.TellsAsync("limits-complaint", "Upload limit: 'fast' is not a rate; give a number such as 500k or 2M");
        await page.TellsAsync("down", "of 500 kB/s");
        await page.TypeAsync("upload-limit", ""); // none
        await page.PressAsync("Enter");

        await tab.TellsAsync("banner", "Upload limit: none");
        await tab.TellsAsync("down", "of 500 kB/s");
        Assert.DoesNotContain("of", await tab.TextAsync("up"));
        await page.IsGoneAsync("limits-form");
        Assert.Empty(page.Problems);
        Assert.Empty(tab.Problems);
    }

    [Fact]
    public async Task Words_of_others_keep_to_their_own_place_whatever_direction_they_are_written_in()
    {
        await using Chromium browser = await Chromium.StartAsync();
        await using AppProcess broadcaster = Apps.Broadcast("test:320x200", "--fps", "5", "--title", "שלום 12");
        await using AppProcess viewer = await WatchAsync(broadcaster);
        BrowserPage page = await browser.OpenAsync(await AddressAsync(viewer));

        await page.TellsAsync("title-text", "שלום 12");

        Assert.Equal("rtl", await page.StyleAsync("title-text", "direction"));
        foreach (string place in (string[])["title-text", "told", "banner-text", "veil-text"])
            Assert.Contains(await page.StyleAsync(place, "unicode-bidi"), (string[])["isolate", "plaintext"]);
        Assert.Empty(page.Problems);
    }

    [Fact]
    public async Task A_page_that_is_opened_after_the_end_says_so_once_with_the_picture_dimmed_and_its_age_going_on()
    {
        await using Chromium browser = await Chromium.StartAsync();
        await using AppProcess broadcaster = Apps.Broadcast("test:640x400", "--fps", "10", "--frames", "60");
        await using AppProcess viewer = await WatchAsync(broadcaster);
        BrowserPage page = await browser.OpenAsync(await AddressAsync(viewer));
        await broadcaster.SummaryAsync(Cancelled);
        await page.IsInPhaseAsync("ended");

        await page.ReloadAsync();

        await page.IsInPhaseAsync("ended");
        await page.MatchesAsync("banner", new Regex(
            "^The broadcast has ended; the next one under this link shows here by itself Picture of \\d+ s ago$"));
        Assert.Equal("age", await page.TextAsync("delay-name"));
        Assert.Equal("0.55", await page.SettledStyleAsync("picture", "opacity"));
        string age = await page.TextAsync("delay");
        await page.MatchesAsync("delay", new Regex($"^(?!{age}$)\\d+ s$")); // it goes on
        Assert.Empty(page.Problems);
    }

    [Fact]
    public async Task A_still_picture_is_current_and_one_whose_broadcaster_is_gone_grows_old()
    {
        await using Chromium browser = await Chromium.StartAsync();
        await using AppProcess broadcaster = Apps.Broadcast("raw:320x200");
        await broadcaster.Input.WriteAsync(new StillPicture(320, 200, seed: 1).Pixels, Cancelled);
        await broadcaster.Input.FlushAsync(Cancelled);
        await using AppProcess viewer = await WatchAsync(broadcaster);
        BrowserPage page = await browser.OpenAsync(await AddressAsync(viewer));
        await page.IsInPhaseAsync("live");
        await page.MatchesAsync("delay", new Regex("^\\d+ ms$"));
        Assert.Equal("delay", await page.TextAsync("delay-name"));

        broadcaster.Kill();

        await page.MatchesAsync("delay", new Regex("^([5-9]|\\d\\d+) s$"));
        Assert.Equal("age", await page.TextAsync("delay-name"));
        Assert.Equal("0.55", await page.SettledStyleAsync("picture", "opacity"));

        await page.ReloadAsync();

        await page.MatchesAsync(
            "banner", new Regex("^(Nothing is heard of the broadcaster|Looking for peers\\W.*) Picture of \\d+ s ago$"));
        Assert.Equal("0.55", await page.SettledStyleAsync("picture", "opacity"));
        await page.MatchesAsync("delay", new Regex("^\\d+ s$"));
        Assert.Empty(page.Problems);
    }

    [Fact]
    public async Task Keys_are_where_they_are_whatever_letters_they_have_but_not_with_others_held_nor_while_typing()
    {
        await using Chromium browser = await Chromium.StartAsync();
        await using AppProcess broadcaster = Apps.Broadcast("test:320x200", "--fps", "5");
        await using AppProcess viewer = await WatchAsync(broadcaster);
        BrowserPage page = await browser.OpenAsync(await AddressAsync(viewer));
        await page.IsInPhaseAsync("live");

        await page.PressPlaceAsync("Digit1", "&"); // French
        Assert.Equal("actual", await page.FitAsync());
        await page.PressPlaceAsync("Numpad0", "0");
        Assert.Equal("window", await page.FitAsync());
        foreach (string modifier in (string[])["ctrlKey", "altKey", "metaKey", "shiftKey"])
            await page.PressPlaceAsync("Digit1", "&", modifier);
        Assert.Equal("window", await page.FitAsync());
        await page.PressPlaceAsync("KeyL", "д"); // Russian
        await page.IsShownAsync("limits-form");
        await page.FocusAsync("upload-limit");
        await page.PressPlaceAsync("Digit1", "1");
        Assert.Equal("window", await page.FitAsync());
        Assert.Empty(page.Problems);
    }

    [Fact]
    public async Task A_key_that_does_not_fit_is_told_in_the_page_before_the_program_ends()
    {
        await using Chromium browser = await Chromium.StartAsync();
        await using AppProcess broadcaster = Apps.Broadcast("test:320x200", "--fps", "5");
        Invitation invitation = await broadcaster.LinkAsync(Cancelled);
        await using AppProcess viewer = Gui(invitation.WithoutKey() + "&ss.k=AAECAwQFBgcICQoLDA0ODw", "--bind", "127.0.0.1");

        BrowserPage page = await browser.OpenAsync(await AddressAsync(viewer));

        await page.TellsAsync("veil-text", "content key (ss.k) does not open this broadcast");
        Assert.Equal("This broadcast cannot be shown", await page.TextAsync("veil-title"));
        Assert.Equal(2, await viewer.ExitAsync(Cancelled));
        Assert.Single(viewer.ErrorText);
        await page.TellsAsync("veil-text", "content key"); // and it stays
    }

    [Fact]
    public async Task A_link_that_is_none_is_refused_in_one_line()
    {
        await using AppProcess viewer = Gui("http://example.org/");

        Assert.Equal(2, await viewer.ExitAsync(Cancelled));
        Assert.Single(viewer.ErrorText);
        Assert.Empty(viewer.OutputText);
    }

    private static async Task<AppProcess> WatchAsync(AppProcess broadcaster, params string[] options)
    {
        Invitation invitation = await broadcaster.LinkAsync(Cancelled);
        return Gui([invitation.Link, "--bind", "127.0.0.1", .. options]);
    }

    private static AppProcess Gui(params string[] arguments) =>
        AppProcess.Start(Apps.PathOf("Viewer.Gui"), ["--no-browser", .. arguments], display: null, AppOutput.Lines);

    private static async Task<string> AddressAsync(AppProcess viewer)
    {
        await viewer.SaysAsync("http://", Cancelled);
        return Address().Match(string.Join('\n', viewer.OutputText)).Value;
    }

    private static async Task SendAsync(AppProcess broadcaster, StillPicture picture)
    {
        await broadcaster.Input.WriteAsync(picture.Pixels, Cancelled);
        await broadcaster.Input.FlushAsync(Cancelled);
    }

    private static void AssertSame(StillPicture expected, byte[] png)
    {
        (_, _, byte[] rgb) = PngReader.Read(png);
        ReadOnlySpan<byte> bgra = expected.Pixels.Span;
        for (int i = 0, j = 0; i < bgra.Length; i += 4, j += 3)
            Assert.Equal((bgra[i + 2], bgra[i + 1], bgra[i]), (rgb[j], rgb[j + 1], rgb[j + 2]));
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/[0-9a-f]{32}/")]
    private static partial Regex Address();
}
