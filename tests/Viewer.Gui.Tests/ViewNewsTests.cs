using System.Text;
using System.Text.Json;
using ScreenShare.Frames;
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

    [Fact]
    public void After_the_end_it_stays_said_whatever_passes_by()
    {
        var news = new ViewNews("talk");
        news.Handle(new ViewerNotice.Joined(default, new PictureSize(64, 48)));

        news.Handle(new ViewerNotice.Ended());
        news.Handle(new ViewerNotice.Looking("192.0.2.7", TimeSpan.FromMinutes(1)));
        news.Handle(new ViewerNotice.Connected(1));
        news.Handle(new ViewerNotice.Stale(TimeSpan.FromSeconds(5)));
        news.Handle(new ViewerNotice.PictureOld(TimeSpan.FromSeconds(6), HasPicture: true));
        news.Handle(new ViewerNotice.FromBroadcaster("goodbye"));

        AssertStands("ended", "the broadcast has ended", news);
    }

    [Fact]
    public void While_nobody_broadcasts_that_is_said_until_somebody_does_and_again_after_an_end()
    {
        var news = new ViewNews("talk");
        news.Handle(new ViewerNotice.Connected(1));
        news.Handle(new ViewerNotice.NobodyBroadcasts());
        AssertStands("idle", "nobody broadcasts yet: the picture comes by itself as soon as somebody does", news);

        news.Handle(new ViewerNotice.Joined(default, new PictureSize(64, 48)));
        Assert.Equal("live", Read(news).GetProperty("phase").GetString());

        news.Handle(new ViewerNotice.Ended());
        news.Handle(new ViewerNotice.Joined(default, new PictureSize(64, 48)));
        Assert.Equal("live", Read(news).GetProperty("phase").GetString());
    }

    [Fact]
    public void Peers_that_come_back_do_not_make_a_silent_broadcast_live()
    {
        var news = new ViewNews("talk");
        news.Handle(new ViewerNotice.Joined(default, new PictureSize(64, 48)));
        news.Handle(new ViewerNotice.Stale(TimeSpan.FromSeconds(5)));
        news.Handle(new ViewerNotice.Looking("192.0.2.7", TimeSpan.Zero));

        news.Handle(new ViewerNotice.Connected(2));

        Assert.Equal("stale", Read(news).GetProperty("phase").GetString());
        news.Handle(new ViewerNotice.Resumed());
        Assert.Equal("live", Read(news).GetProperty("phase").GetString());
    }

    [Fact]
    public void Silence_and_pictures_that_do_not_get_here_are_told_apart()
    {
        var news = new ViewNews("talk");
        news.Handle(new ViewerNotice.Joined(default, new PictureSize(64, 48)));

        news.Handle(new ViewerNotice.PictureOld(TimeSpan.FromSeconds(6), HasPicture: true));
        Assert.Equal("late", Read(news).GetProperty("phase").GetString());
        news.Handle(new ViewerNotice.PictureCurrent());
        Assert.Equal("live", Read(news).GetProperty("phase").GetString());
        news.Handle(new ViewerNotice.Stale(TimeSpan.FromSeconds(5)));
        news.Handle(new ViewerNotice.PictureCurrent()); // of before
        Assert.Equal("stale", Read(news).GetProperty("phase").GetString());
    }

    [Fact]
    public void The_last_news_is_told_once_a_page_was_sent_it_and_nothing_comes_after_it()
    {
        var news = new ViewNews("talk");
        int version = 0;
        news.TryRead(ref version, out _);
        news.HandleSent(version);
        Assert.False(news.LastIsTold.IsCompleted);

        news.End(ViewPhase.Failed, "the key does not fit");
        news.HandleSent(version); // what was sent before
        Assert.False(news.LastIsTold.IsCompleted);
        news.Handle(new ViewerNotice.Looking("192.0.2.7", TimeSpan.Zero));
        news.TryRead(ref version, out _);
        news.HandleSent(version);

        Assert.True(news.LastIsTold.IsCompleted);
        AssertStands("failed", "the key does not fit", news);
    }

    private static void AssertStands(string phase, string standing, ViewNews news)
    {
        JsonElement told = Read(news);
        Assert.Equal(phase, told.GetProperty("phase").GetString());
        Assert.Equal(standing, told.GetProperty("standing").GetString());
    }

    private static JsonElement Read(ViewNews news)
    {
        int version = 0;
        Assert.True(news.TryRead(ref version, out ReadOnlyMemory<byte> json));
        return JsonDocument.Parse(Encoding.UTF8.GetString(json.Span)).RootElement;
    }
}
