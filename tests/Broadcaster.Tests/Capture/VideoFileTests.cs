using ScreenShare.Broadcaster.Capture;
using ScreenShare.Frames;
using ScreenShare.TestPrograms;

namespace ScreenShare.Broadcaster.Tests.Capture;

/// <summary>What people name with <c>file:</c>: each is shown as they expect, or one sentence of ours says what is wrong.</summary>
public sealed class VideoFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("screenshare-files").FullName;
    private readonly string _ffmpeg = Programs.Require("ffmpeg", "ffmpeg");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_film_is_shown_and_not_the_cover_picture_before_it()
    {
        await MakeAsync(["-f", "lavfi", "-i", "color=red:size=64x64", "-frames:v", "1"], "cover.png");
        await MakeAsync(["-f", "lavfi", "-i", "testsrc=size=160x90", "-frames:v", "3", "-c:v", "mpeg4"], "film.mp4");
        string[] both = ["-i", At("cover.png"), "-i", At("film.mp4"), "-map", "0", "-map", "1", "-c", "copy"];
        string covered = await MakeAsync([.. both, "-disposition:v:0", "attached_pic"], "covered.mp4");

        using VideoSource source = VideoSource.Open(covered, loop: false, TestContext.Current.CancellationToken);

        Assert.Equal(new PictureSize(160, 90), source.Size);
        Assert.Equal(3, await CountAsync(source));
    }

    [Fact]
    public async Task Sound_alone_with_a_cover_picture_or_without_has_no_film()
    {
        string sound = await MakeAsync(["-f", "lavfi", "-i", "sine", "-t", "0.2"], "sound.wav");
        await MakeAsync(["-f", "lavfi", "-i", "color=red:size=64x64", "-frames:v", "1"], "cover.png");
        string[] both = ["-i", sound, "-i", At("cover.png"), "-map", "0", "-map", "1"];
        string song = await MakeAsync([.. both, "-c:a", "libmp3lame", "-c:v", "png", "-disposition:v:0", "attached_pic"], "song.mp3");

        Assert.Equal($"{sound} cannot be shown: it has no film in it, only sound or a cover picture", Complaint(sound));
        Assert.Equal($"{song} cannot be shown: it has no film in it, only sound or a cover picture", Complaint(song));
    }

    [Fact]
    public async Task A_file_that_is_cut_short_says_so_at_once_or_where_it_ends()
    {
        string film = await MakeAsync(["-f", "lavfi", "-i", "testsrc=size=160x90", "-frames:v", "20", "-c:v", "mpeg4"], "film.mp4");
        string early = await MakeAsync(["-i", film, "-c", "copy", "-movflags", "faststart"], "early.mp4");
        string streamed = await MakeAsync(["-i", film, "-c", "copy"], "streamed.mkv");

        Assert.Contains("cut short or damaged", Complaint(Cut(film)), StringComparison.Ordinal);
        foreach (string cut in (string[])[Cut(early), Cut(streamed)])
        {
            using VideoSource source = VideoSource.Open(cut, loop: false, TestContext.Current.CancellationToken);
            int shown = await CountAsync(source);
            Assert.InRange(shown, 1, 19);
            Assert.Equal($"{cut} cannot be shown any further after {shown} frames: the file is cut short", source.EndReason);
        }
    }

    [Fact]
    public async Task A_film_of_which_one_picture_is_left_is_no_still_picture_and_a_decoders_words_are_ours()
    {
        string[] film = ["-f", "lavfi", "-i", "testsrc=size=160x90", "-frames:v", "20", "-c:v", "mpeg4"];
        string streamed = await MakeAsync(["-f", "lavfi", "-i", "testsrc=size=160x90", "-frames:v", "2", "-c:v", "ffv1"], "streamed.mkv");
        string old = await MakeAsync(film, "old.avi");
        string early = await MakeAsync([.. film, "-movflags", "faststart"], "early.mp4");

        foreach ((string cut, string said) in ((string, string)[])[(Cut(streamed, 0.7), "cut short"), (Cut(old), "cut short or damaged")])
        {
            using VideoSource source = VideoSource.Open(cut, loop: false, TestContext.Current.CancellationToken);
            int shown = await CountAsync(source);
            Assert.Equal($"{cut} cannot be shown any further after {shown} frames: the file is {said}", source.EndReason);
        }

        Assert.EndsWith("it is cut short or damaged", Complaint(Cut(early, 0.04)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_a_video_is_told_apart()
    {
        File.WriteAllText(At("text.mp4"), "hello");
        File.WriteAllText(At("empty.mp4"), "");
        File.CreateSymbolicLink(At("link.mp4"), At("nothing.mp4"));
        File.CreateSymbolicLink(At("circle.mp4"), At("circle.mp4"));

        Assert.Contains("not a video", Complaint(At("text.mp4")), StringComparison.Ordinal);
        Assert.EndsWith("cannot be shown: the file is empty", Complaint(At("empty.mp4")), StringComparison.Ordinal);
        Assert.EndsWith("cannot be shown: it is a folder; name a video or a picture in it", Complaint(_folder), StringComparison.Ordinal);
        foreach (string link in (string[])["link.mp4", "circle.mp4"])
            Assert.EndsWith(
                "cannot be shown: it is a link, and what it leads to is not there", Complaint(At(link)), StringComparison.Ordinal);
        Assert.Contains("no such file", Complaint(At("none\n\u001b[31m.mp4")), StringComparison.Ordinal);
        Assert.Contains("no such file", Complaint("~/no such film.mp4"), StringComparison.Ordinal);
        Assert.Contains("cannot be shown", Complaint("nowhere://film.mp4"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-f.mp4")]
    [InlineData("10:30 talk.mp4")]
    [InlineData("50% off %20.mp4")]
    [InlineData("two\nlines.mp4")]
    [InlineData("a://b.mp4")]
    public async Task No_character_of_a_name_means_anything_else(string name)
    {
        string film = await MakeAsync(
            ["-f", "lavfi", "-i", "testsrc=size=31x17", "-frames:v", "2", "-c:v", "ffv1", "-f", "matroska"], "film");
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!); // not null: never a root
        File.Move(film, At(name));

        using VideoSource source = VideoSource.Open(At(name), loop: false, TestContext.Current.CancellationToken);

        Assert.Equal(new PictureSize(31, 17), source.Size);
        Assert.Equal(2, await CountAsync(source));
        Assert.DoesNotContain("\n", source.EndReason, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', source.Description);
    }

    [Fact]
    public async Task A_home_folder_and_an_address_from_a_file_manager_are_found()
    {
        string film = await MakeAsync(["-f", "lavfi", "-i", "testsrc=size=32x16", "-frames:v", "2", "-c:v", "ffv1"], "my film.mkv");
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

        Assert.Equal($"file:{film}", VideoFile.AddressOf("~/" + Path.GetRelativePath(home, film)) is { } address
            ? $"file:{Path.GetFullPath(address["file:".Length..])}" : null);
        Assert.Equal($"file:{film}", VideoFile.AddressOf($"//{film.Replace(" ", "%20")}"));
        Assert.Equal($"file:{film}", VideoFile.AddressOf($"//localhost{film.Replace(" ", "%20")}"));
        Assert.Equal("https://films.example/a.mp4", VideoFile.AddressOf("https://films.example/a.mp4"));
    }

    [Fact]
    public async Task A_still_picture_stays_until_the_broadcast_ends()
    {
        string still = await MakeAsync(["-f", "lavfi", "-i", "color=red:size=64x64", "-frames:v", "1"], "100%.png");
        using VideoSource source = VideoSource.Open(still, loop: false, TestContext.Current.CancellationToken);
        var picture = new Picture(source.Size);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        Assert.Equal(CaptureOutcome.Captured, await source.CaptureAsync(picture, over.Token));
        Task<CaptureOutcome> next = source.CaptureAsync(picture, over.Token).AsTask();
        await over.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        Assert.Null(source.EndReason);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Complaint(string path)
    {
        string complaint = Assert.Throws<CaptureException>(
            () => VideoSource.Open(path, loop: false, TestContext.Current.CancellationToken).Dispose()).Message;
        Assert.DoesNotContain("\n", complaint, StringComparison.Ordinal);
        Assert.DoesNotContain("@ 0x", complaint, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', complaint);
        return complaint;
    }

    private static async Task<int> CountAsync(VideoSource source)
    {
        var picture = new Picture(source.Size);
        int shown = 0;
        while (await source.CaptureAsync(picture, Cancellation) == CaptureOutcome.Captured) shown++;
        return shown;
    }

    private string At(string name) => Path.Combine(_folder, name);

    private string Cut(string path, double part = 0.6)
    {
        byte[] whole = File.ReadAllBytes(path);
        string cut = Path.ChangeExtension(path, $".cut{Path.GetExtension(path)}");
        File.WriteAllBytes(cut, whole[..(int)(whole.Length * part)]);
        return cut;
    }

    private async Task<string> MakeAsync(string[] arguments, string name)
    {
        await Programs.RunAsync(_ffmpeg, ["-loglevel", "error", .. arguments, At(name)], default, Cancellation);
        return At(name);
    }
}
