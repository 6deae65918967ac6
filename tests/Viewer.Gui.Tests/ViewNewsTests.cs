using System.Text;
using System.Text.Json;
using ScreenShare.Viewer.Gui.Feed;

namespace ScreenShare.Viewer.Gui.Tests;

public sealed class ViewNewsTests
{
    [Fact]
    public void What_others_wrote_turns_no_direction_of_writing_in_the_page_nor_in_its_tab()
    {
        var news = new ViewNews("talk\u202Egnp.exe");

        news.Handle(new ViewerNotice.FromBroadcaster("a\u2066b\u200Bc\e"));

        JsonElement told = Read(news);
        Assert.Equal("talk?gnp.exe", told.GetProperty("title").GetString());
        Assert.Equal("from the broadcaster: a?b?c?", told.GetProperty("notice").GetString());
    }

    [Fact]
    public void Words_of_any_script_arrive_as_they_are()
    {
        JsonElement told = Read(new ViewNews("שלום Grüße 日本 👩\u200D💻"));

        Assert.Equal("שלום Grüße 日本 👩\u200D💻", told.GetProperty("title").GetString());
    }

    private static JsonElement Read(ViewNews news)
    {
        int version = 0;
        Assert.True(news.TryRead(ref version, out ReadOnlyMemory<byte> json));
        return JsonDocument.Parse(Encoding.UTF8.GetString(json.Span)).RootElement;
    }
}
