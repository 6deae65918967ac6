using System.Text;
using ScreenShare.Broadcaster.Capture;
using ScreenShare.Broadcaster.Capture.X11;
using ScreenShare.TestPrograms;

namespace ScreenShare.Broadcaster.Tests.Capture.X11;

/// <summary>Titles as programs really tell them, and as nobody should.</summary>
public sealed class WindowTitleTests : IDisposable
{
    private readonly XServer _server = XServer.Start();
    private readonly XClient _client;
    private readonly nuint _window;

    public WindowTitleTests()
    {
        _client = new XClient(_server.Display);
        _window = _client.OpenWindow(new Area(0, 0, 100, 100), 0x112233);
    }

    [Theory]
    [InlineData("UTF8_STRING", "477275CC88C39F6520E697A5E69CAC", "Gru\u0308ße 日本")]
    [InlineData("STRING", "4772FCDF65", "Grüße")]
    [InlineData("STRING", "C3BC", "Ã¼")] // Latin 1, whatever it looks like
    [InlineData("COMPOUND_TEXT", "4772FCDF65", "Grüße")] // the right half is Latin 1 until told otherwise
    [InlineData("COMPOUND_TEXT", "1B24284246 7C4B5C 1B2842 2061", "日本 a")]
    [InlineData("COMPOUND_TEXT", "1B2D46E3E4E5", "γδε")] // the right half of Latin and Greek
    [InlineData("COMPOUND_TEXT", "1B2547C3BC1B2540", "ü")] // UTF-8 inside
    [InlineData("TEXT", "C3BC", "ü")]
    [InlineData("TEXT", "FC", "ü")]
    public void A_title_is_read_by_its_own_type(string type, string bytes, string title)
    {
        _client.SetProperty(_window, "WM_NAME", type, Convert.FromHexString(bytes.Replace(" ", "")));

        Assert.Equal(title, Title());
    }

    [Theory]
    [InlineData("UTF8_STRING", "61FF62", "a\uFFFDb")] // no UTF-8
    [InlineData("UTF8_STRING", "61EDA08062", "a\uFFFD\uFFFD\uFFFDb")] // half of a surrogate pair
    [InlineData("UTF8_STRING", "6100620000", "a b")]
    [InlineData("UTF8_STRING", "61E280AE62", "a?b")]
    [InlineData("STRING", "0A6109621B5B324A9B", "a b?[2J?")]
    [InlineData("COMPOUND_TEXT", "611B5B324A62", null)]
    [InlineData("COMPOUND_TEXT", "1B2428", null)]
    [InlineData("COMPOUND_TEXT", "1B252F328080FF", null)]
    [InlineData("UTF8_STRING", "", "")]
    [InlineData("UTF8_STRING", "000000", "")]
    [InlineData("STRING", "2020", "")]
    public void Whatever_stands_there_becomes_one_printable_line(string type, string bytes, string? title)
    {
        _client.SetProperty(_window, "WM_NAME", type, Convert.FromHexString(bytes));

        Assert.DoesNotContain(Title(), char.IsControl);
        if (title is not null) Assert.Equal(title, Title());
    }

    [Fact]
    public void Random_compound_text_harms_nothing()
    {
        var random = new Random(15);
        byte[] escapes = [0x1B, 0x24, 0x28, 0x2D, 0x42, 0x46, 0x25, 0x2F, 0x47, 0x80, 0x9B];
        for (int i = 0; i < 2_000; i++)
        {
            var text = new byte[random.Next(1, 40)];
            random.NextBytes(text);
            for (int at = 0; at < text.Length; at += random.Next(1, 4)) text[at] = escapes[random.Next(escapes.Length)];
            _client.SetProperty(_window, "WM_NAME", "COMPOUND_TEXT", text);
            Assert.DoesNotContain(Title(), char.IsControl);
        }
    }

    [Fact]
    public void The_newer_name_counts_unless_there_is_nothing_to_read_in_it()
    {
        _client.SetProperty(_window, "WM_NAME", "STRING", "older"u8);
        _client.SetProperty(_window, "_NET_WM_NAME", "UTF8_STRING", "newer ü"u8);
        Assert.Equal("newer ü", Title());

        _client.SetProperty(_window, "_NET_WM_NAME", "UTF8_STRING", ""u8);
        Assert.Equal("older", Title());

        _client.SetProperty(_window, "_NET_WM_NAME", "UTF8_STRING", [0x6E, 0xFF]);
        Assert.Equal("older", Title());

        _client.RemoveProperty(_window, "WM_NAME");
        Assert.Equal("n\uFFFD", Title());

        _client.SetProperty(_window, "_NET_WM_NAME", "CARDINAL", 0x61, 0x62); // numbers are no text
        Assert.Equal("", Title());
    }

    [Fact]
    public void A_title_is_found_as_it_is_listed_however_it_was_told()
    {
        _client.SetProperty(_window, "WM_NAME", "UTF8_STRING", "re\u202Eport\tof\nMay"u8);

        using XDisplay display = XDisplay.Open(_server.Display);
        Assert.Equal(_window, NamedWindow.Find(display, "re?port of May").Id);
        Assert.Equal(_window, NamedWindow.Find(display, "re\u202Eport\tof\nMay").Id);
    }

    [Fact]
    public void A_very_long_title_is_found_by_all_of_it_and_told_in_short()
    {
        string title = string.Concat(Enumerable.Repeat("👩\u200D💻 äö ", 5_000));
        _client.SetProperty(_window, "_NET_WM_NAME", "UTF8_STRING", Encoding.UTF8.GetBytes(title));

        using XDisplay display = XDisplay.Open(_server.Display);
        NamedWindow found = NamedWindow.Find(display, title);
        Assert.Equal(_window, found.Id);
        Assert.InRange(found.ShortTitle.Length, 40, 49);
        Assert.EndsWith("…", found.ShortTitle);
        Assert.DoesNotContain('?', ScreenShare.CommandLine.PrintableText.Of(found.ShortTitle));

        using X11WindowSource source = X11WindowSource.Open(_server.Display, title, watchPointer: false, TimeProvider.System);
        Assert.InRange(source.Description.Length, 50, 100);
    }

    [Fact]
    public async Task A_window_that_is_closed_is_told_by_its_newest_title()
    {
        using X11WindowSource source = X11WindowSource.Open(_server.Display, $"0x{_window:x}", watchPointer: false, TimeProvider.System);
        var picture = new ScreenShare.Frames.Picture(source.Size);
        _client.SetProperty(_window, "WM_NAME", "STRING", "first page"u8);
        _client.SetProperty(_window, "WM_NAME", "STRING", "second page"u8);
        await source.UntilAsync(picture, () => source.Description.Contains("second page", StringComparison.Ordinal));

        _client.Close(_window);
        await source.UntilAsync(CaptureOutcome.Ended, picture);

        Assert.Equal("the window 'second page' was closed", source.EndReason);
    }

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
    }

    private string Title()
    {
        using XDisplay display = XDisplay.Open(_server.Display);
        return new WindowProperties(display).TitleOf(_window);
    }
}
