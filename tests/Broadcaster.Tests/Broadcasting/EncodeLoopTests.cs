using System.Threading.Channels;
using ScreenShare.Broadcaster.Broadcasting;
using ScreenShare.Frames;
using ScreenShare.Frames.Layers;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Source;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Broadcaster.Tests.Broadcasting;

public sealed class EncodeLoopTests : IDisposable
{
    private static readonly PictureSize Size = new(200, 100);

    private readonly ManualTime _time = new();
    private readonly BroadcastClock _clock;
    private readonly PictureExchange _exchange = new();
    private readonly BroadcasterKeys _keys = BroadcasterKeys.Create();
    private readonly Channel<FrameReport> _reports = Channel.CreateUnbounded<FrameReport>();
    private readonly Channel<PublishedFrame> _published = Channel.CreateUnbounded<PublishedFrame>();

    private Func<DateTimeOffset, DateTimeOffset> _sessionStart = now => now;
    private Func<CancellationToken, ValueTask<FrameHold>> _room = static _ => new(FrameHold.None);

    public EncodeLoopTests() => _clock = new BroadcastClock(_time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_frame_has_every_slot_and_the_second_what_changed()
    {
        Task running = Run(new BroadcastSettings { Digest = true });

        Submit(Size, shade: 10);
        PublishedFrame first = await NextAsync();
        Submit(Size, shade: 10, oneOther: true);
        PublishedFrame second = await NextAsync();
        await EndAsync(running);

        Assert.Equal((4 * 2) + LayerState.SlotCount, SlotsOf(first));
        Assert.Equal(1, SlotsOf(second));
        FrameReport report = await _reports.Reader.ReadAsync(Cancellation);
        Assert.Equal((1u, 8, first.ContentBytes), (report.Frame.Value, report.Tiles, report.Bytes));
        Assert.Equal(Shaded(Size, 10).Digest(), report.Digest);
    }

    [Fact]
    public async Task Moving_the_pointer_changes_no_tile_and_costs_less_than_a_hundred_bytes()
    {
        Task running = Run(new BroadcastSettings());
        var shape = new PointerShape(new uint[32 * 32], 32, 32, 0, 0);
        Submit(Size, shade: 10, pointer: new PointerState(true, 1, 1, shape));
        await NextAsync();

        for (int x = 2; x < 10; x++)
        {
            Submit(Size, shade: 10, pointer: new PointerState(true, x, 1, shape));
            PublishedFrame moved = await NextAsync();
            Assert.Equal(1, SlotsOf(moved));
            Assert.InRange(moved.ContentBytes, 1, 99);
        }

        await EndAsync(running);
        FrameReport[] reports = await _reports.Reader.ReadAllAsync(Cancellation).ToArrayAsync(Cancellation);
        Assert.Equal([8, 0, 0, 0, 0, 0, 0, 0, 0], reports.Select(report => report.Tiles));
    }

    [Fact]
    public async Task A_notice_alone_is_published_and_not_told_as_a_frame()
    {
        Task running = Run(new BroadcastSettings());
        Submit(Size, shade: 10);
        await NextAsync();

        Submit(Size, shade: 10, notice: "the window is minimised");
        PublishedFrame told = await NextAsync();
        await EndAsync(running);

        Assert.Equal(1, SlotsOf(told));
        Assert.Equal(1, _reports.Reader.Count);
    }

    [Fact]
    public async Task What_is_told_without_a_picture_changes_the_notice_alone()
    {
        Task running = Run(new BroadcastSettings());
        _exchange.Tell("before there is a picture", _time.GetUtcNow());
        Submit(Size, shade: 10);
        await NextAsync();

        _exchange.Tell("the screen does not answer", _time.GetUtcNow());
        PublishedFrame told = await NextAsync();
        await EndAsync(running);

        Assert.Equal(1, SlotsOf(told));
        Assert.Equal(1, _reports.Reader.Count);
    }

    [Fact]
    public async Task Nothing_changed_is_said_once_a_second_and_not_told_as_a_frame()
    {
        Task running = Run(new BroadcastSettings());
        Submit(Size, shade: 10);
        PublishedFrame first = await NextAsync();

        await _time.AdvanceToNextTimerAsync();
        PublishedFrame heartbeat = await NextAsync();
        await EndAsync(running);

        Assert.Equal(ManifestKind.Heartbeat, heartbeat.Manifest.Kind);
        Assert.Equal(TimeSpan.FromSeconds(1), heartbeat.Manifest.CaptureTime - first.Manifest.CaptureTime);
        Assert.Equal(1, _reports.Reader.Count);
    }

    [Fact]
    public async Task Equal_pictures_do_not_hold_up_the_heartbeat()
    {
        Task running = Run(new BroadcastSettings());
        Submit(Size, shade: 10);
        await NextAsync();

        _time.Advance(TimeSpan.FromSeconds(1.5));
        Submit(Size, shade: 10);

        Assert.Equal(ManifestKind.Heartbeat, (await NextAsync()).Manifest.Kind);
        await EndAsync(running);
    }

    [Fact]
    public async Task Another_size_begins_another_session_that_started_later()
    {
        Task running = Run(new BroadcastSettings());
        Submit(Size, shade: 10);
        PublishedFrame before = await NextAsync();
        Submit(new PictureSize(64, 64), shade: 10); // in the same millisecond
        PublishedFrame after = await NextAsync();
        await EndAsync(running);

        Assert.NotEqual(before.Manifest.Session, after.Manifest.Session);
        Assert.True(after.Manifest.SessionStart > before.Manifest.SessionStart);
        Assert.Equal(FrameNumber.First, after.Frame);
        Assert.Equal(1 + LayerState.SlotCount, SlotsOf(after));
    }

    [Fact]
    public async Task Twenty_changes_of_size_leave_capture_a_picture_to_fill_each_time()
    {
        Task running = Run(new BroadcastSettings());
        for (int change = 0; change < 20; change++)
        {
            var size = new PictureSize(64 + change, 64);
            Submit(size, shade: 10);
            Assert.Equal(FrameNumber.First, (await NextAsync()).Frame);
            Submit(size, shade: 20);
            Assert.Equal(FrameNumber.First.Next, (await NextAsync()).Frame);
        }

        await EndAsync(running);
    }

    [Fact]
    public async Task It_ends_by_itself_after_so_many_pictures_and_tells_viewers()
    {
        Task running = Run(new BroadcastSettings { FramesMax = 1 });
        Submit(Size, shade: 10);
        await running;

        Assert.Equal(ManifestKind.Delta, (await NextAsync()).Manifest.Kind);
        Assert.Equal(ManifestKind.End, (await NextAsync()).Manifest.Kind);
    }

    [Fact]
    public async Task Where_no_picture_came_at_all_viewers_are_told_the_end_all_the_same()
    {
        Task running = Run(new BroadcastSettings());

        await EndAsync(running);

        Assert.True(_reports.Reader.Completion.IsCompleted);
    }

    [Fact]
    public async Task A_picture_waits_until_there_is_room_and_a_newer_one_takes_its_place_meanwhile()
    {
        var room = new TaskCompletionSource<FrameHold>();
        _room = _ => new ValueTask<FrameHold>(room.Task);
        Task running = Run(new BroadcastSettings { Digest = true });

        Submit(Size, shade: 10);
        Submit(Size, shade: 20);
        room.SetResult(FrameHold.Uplink);
        await NextAsync();
        await EndAsync(running);

        FrameReport[] reports = await _reports.Reader.ReadAllAsync(Cancellation).ToArrayAsync(Cancellation);
        Assert.Equal(Shaded(Size, 20).Digest(), Assert.Single(reports).Digest);
    }

    [Fact]
    public async Task A_picture_that_waits_for_room_does_not_hold_up_the_heartbeat()
    {
        Task running = Run(new BroadcastSettings());
        Submit(Size, shade: 10);
        await NextAsync();
        var room = new TaskCompletionSource<FrameHold>();
        _room = _ => new ValueTask<FrameHold>(room.Task);

        Submit(Size, shade: 20);
        await _time.AdvanceToNextTimerAsync();
        Assert.Equal(ManifestKind.Heartbeat, (await NextAsync()).Manifest.Kind);

        room.SetResult(FrameHold.Uplink);
        Assert.Equal(ManifestKind.Delta, (await NextAsync()).Manifest.Kind);
        await EndAsync(running);
    }

    [Fact]
    public async Task Each_session_starts_when_it_is_told_to()
    {
        DateTimeOffset start = DateTimeOffset.UnixEpoch.AddYears(90);
        _sessionStart = _ => start = start.AddDays(1);
        Task running = Run(new BroadcastSettings());

        Submit(Size, shade: 10);
        ulong first = (await NextAsync()).Manifest.SessionStart;
        Submit(new PictureSize(Size.Width * 2, Size.Height), shade: 10);
        ulong second = (await NextAsync()).Manifest.SessionStart;

        Assert.Equal((ulong)start.AddDays(-1).ToUnixTimeMilliseconds(), first);
        Assert.Equal((ulong)start.ToUnixTimeMilliseconds(), second);
        await EndAsync(running);
    }

    public void Dispose() => _keys.Dispose();

    private async Task Run(BroadcastSettings settings)
    {
        using var loop = new EncodeLoop(
            _exchange, _keys, settings with { EncodeWorkers = 2 }, Size, now => _sessionStart(now), abort => _room(abort),
            _published.Writer.WriteAsync, _reports.Writer, _clock);
        await Task.Run(() => loop.RunAsync(Cancellation), Cancellation);
    }

    private async Task EndAsync(Task running)
    {
        _exchange.Complete();
        Assert.Equal(ManifestKind.End, (await NextAsync()).Manifest.Kind);
        await running;
    }

    private ValueTask<PublishedFrame> NextAsync() => _published.Reader.ReadAsync(Cancellation);

    private void Submit(PictureSize size, byte shade, bool oneOther = false, PointerState pointer = default, string notice = "")
    {
        Task<Picture> renting = _exchange.RentAsync(size, Cancellation).AsTask();
        Assert.True(renting.IsCompleted, "capture would have to wait for a picture to fill");
        Picture picture = renting.GetAwaiter().GetResult();
        Shaded(size, shade).CopyTo(picture);
        if (oneOther) picture.Pixels[0] ^= 1;
        _exchange.Submit(new CapturedPicture(picture, _clock.GetUtcNow(), pointer, notice));
    }

    private static Picture Shaded(PictureSize size, byte shade)
    {
        var picture = new Picture(size);
        for (int i = 0; i < picture.Pixels.Length; i += Picture.PixelBytes) picture.Pixels[i] = shade;
        return picture;
    }

    private static int SlotsOf(PublishedFrame frame) => frame.Delta!.Index.Chunks.ToArray().Sum(chunk => chunk.SlotCount);
}
