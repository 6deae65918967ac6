using Microsoft.Extensions.Time.Testing;
using ScreenShare.Broadcaster.Broadcasting;
using ScreenShare.Broadcaster.Capture;
using ScreenShare.Frames;

namespace ScreenShare.Broadcaster.Tests.Broadcasting;

public class CaptureLoopTests
{
    private static readonly PictureSize Small = new(20, 10);
    private static readonly PictureSize Large = new(40, 30);

    private readonly FakeTimeProvider _time = new();
    private readonly PictureExchange _exchange = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_picture_handed_on_is_the_one_captured_and_never_the_sources_own()
    {
        using var source = new ScriptedSource(Small, CaptureOutcome.Captured, CaptureOutcome.Ended);

        await RunAsync(source);

        Assert.True(_exchange.TryTake(out CapturedPicture captured));
        Assert.Equal(1, captured.Picture.Pixels[0]);
        Assert.NotSame(source.LastGiven, captured.Picture);
    }

    [Fact]
    public async Task Unchanged_is_not_handed_on()
    {
        using var source = new ScriptedSource(Small, CaptureOutcome.Unchanged, CaptureOutcome.Ended);

        await RunAsync(source);

        Assert.False(_exchange.TryTake(out _));
    }

    [Theory]
    [InlineData(15, 1)]
    [InlineData(30, 16)]
    [InlineData(14, 0)]
    public async Task Where_nothing_happens_for_a_while_the_sources_sign_is_waited_for(int unchanged, int waits)
    {
        CaptureOutcome[] outcomes = [.. Enumerable.Repeat(CaptureOutcome.Unchanged, unchanged), CaptureOutcome.Ended];
        using var source = new ScriptedSource(Small, outcomes);

        await RunAsync(source);

        Assert.Equal(waits, source.Waits);
    }

    [Fact]
    public async Task What_there_is_to_tell_at_the_end_goes_with_the_last_picture()
    {
        using var source = new ScriptedSource(Small, CaptureOutcome.Captured, CaptureOutcome.Ended)
        {
            LastNotice = "the window was closed",
        };

        await RunAsync(source);

        Assert.True(_exchange.TryTake(out CapturedPicture captured));
        Assert.Equal(("the window was closed", 1), (captured.Notice, captured.Picture.Pixels[0]));
    }

    [Fact]
    public async Task After_a_resize_the_source_is_called_with_a_picture_of_its_new_size()
    {
        using var source = new ScriptedSource(
            Small, CaptureOutcome.Captured, CaptureOutcome.Resized, CaptureOutcome.Captured, CaptureOutcome.Ended) { NextSize = Large };

        await RunAsync(source);

        Assert.True(_exchange.TryTake(out CapturedPicture captured));
        Assert.Equal(Large, captured.Picture.Size);
    }

    [Fact]
    public async Task While_it_is_too_large_to_be_sent_the_last_picture_that_was_not_stays_and_viewers_are_told()
    {
        using var source = new ScriptedSource(
            Small, CaptureOutcome.Captured, CaptureOutcome.Resized, CaptureOutcome.Captured, CaptureOutcome.Ended)
        {
            NextSize = new PictureSize(PictureSize.EdgeMax + 1, 10),
        };

        await RunAsync(source);

        Assert.True(_exchange.TryTake(out CapturedPicture captured));
        Assert.Equal((Small, 1), (captured.Picture.Size, captured.Picture.Pixels[0]));
        Assert.Equal("what is shown is 8193x10 now, too large to be sent; this is the last picture", captured.Notice);
    }

    [Fact]
    public async Task What_would_be_too_large_is_sent_where_the_scale_makes_it_fit()
    {
        using var source = new ScriptedSource(
            new PictureSize(2 * PictureSize.EdgeMax, 10), CaptureOutcome.Captured, CaptureOutcome.Ended);

        await RunAsync(source, scale: 0.5);

        Assert.True(_exchange.TryTake(out CapturedPicture captured));
        Assert.Equal(new PictureSize(PictureSize.EdgeMax, 5), captured.Picture.Size);
    }

    [Fact]
    public async Task A_display_that_does_not_answer_is_told_to_viewers_until_it_does()
    {
        var answer = new TaskCompletionSource<CaptureOutcome>();
        using var source = new HangingSource(Small, answer.Task);
        using var stop = new CancellationTokenSource();
        Task running = new CaptureLoop(source, new PictureCopier(1), new FramePace(30, _time), _exchange, _time).RunAsync(stop.Token);
        Assert.True(await _exchange.WaitAsync(Cancellation));
        Assert.True(_exchange.TryTake(out CapturedPicture first));
        Assert.True(first.HasPicture);

        CapturedPicture told;
        while (!_exchange.TryTake(out told))
        {
            _time.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }

        Assert.False(told.HasPicture);
        Assert.Equal("the screen does not answer; this is the last picture", told.Notice);

        answer.SetResult(CaptureOutcome.Unchanged);
        Assert.True(await _exchange.WaitAsync(Cancellation));
        Assert.True(_exchange.TryTake(out CapturedPicture after));
        Assert.Equal((true, ""), (after.HasPicture, after.Notice));
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task A_scaled_broadcast_hands_on_smaller_pictures()
    {
        using var source = new ScriptedSource(Large, CaptureOutcome.Captured, CaptureOutcome.Ended);

        await RunAsync(source, scale: 0.5);

        Assert.True(_exchange.TryTake(out CapturedPicture captured));
        Assert.Equal(new PictureSize(20, 15), captured.Picture.Size);
    }

    [Fact]
    public async Task A_failing_source_ends_the_pictures_and_comes_out()
    {
        using var source = new ScriptedSource(Small) { Failure = new CaptureException("the display went away") };

        await Assert.ThrowsAsync<CaptureException>(() => RunAsync(source));

        Assert.False(await _exchange.WaitAsync(Cancellation));
    }

    [Fact]
    public async Task Being_told_to_stop_is_no_error()
    {
        using var source = new ScriptedSource(Small, CaptureOutcome.Captured);
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await LoopFor(source, scale: 1).RunAsync(stop.Token);

        Assert.False(await _exchange.WaitAsync(Cancellation));
    }

    private Task RunAsync(ScriptedSource source, double scale = 1) => LoopFor(source, scale).RunAsync(Cancellation);

    private CaptureLoop LoopFor(ScriptedSource source, double scale) =>
        new(source, new PictureCopier(scale), new FramePace(30, _time), _exchange, _time);

    /// <summary>Gives one picture, then hangs for a call, and then has nothing new.</summary>
    private sealed class HangingSource(PictureSize size, Task<CaptureOutcome> second) : IScreenSource
    {
        private int _calls;

        public PictureSize Size => size;

        public string Description => "a display that hangs";

        public bool SetsThePace => false;

        public ValueTask<CaptureOutcome> CaptureAsync(Picture picture, CancellationToken cancellation) => ++_calls switch
        {
            1 => new ValueTask<CaptureOutcome>(CaptureOutcome.Captured),
            2 => new ValueTask<CaptureOutcome>(second.WaitAsync(cancellation)),
            _ => new ValueTask<CaptureOutcome>(CaptureOutcome.Unchanged),
        };

        public void Dispose() { }
    }

    /// <summary>Sets the pace, so that the loop never waits for a beat; counts up in the first byte of the picture.</summary>
    private sealed class ScriptedSource(PictureSize size, params CaptureOutcome[] outcomes) : IScreenSource
    {
        private int _calls;

        public PictureSize Size { get; private set; } = size;

        public PictureSize NextSize { get; init; }

        public string? LastNotice { get; init; }

        public string? Notice => _calls == outcomes.Length ? LastNotice : null;

        public Exception? Failure { get; init; }

        public Picture? LastGiven { get; private set; }

        public string Description => "a script";

        public bool SetsThePace => true;

        public ValueTask<CaptureOutcome> CaptureAsync(Picture picture, CancellationToken cancellation)
        {
            Assert.Equal(Size, picture.Size);
            if (Failure is not null) throw Failure;
            LastGiven = picture;
            CaptureOutcome outcome = outcomes[_calls++];
            if (outcome == CaptureOutcome.Captured) picture.Pixels[0]++;
            if (outcome == CaptureOutcome.Resized) Size = NextSize;
            return new ValueTask<CaptureOutcome>(outcome);
        }

        public int Waits { get; private set; }

        public ValueTask WaitForNewsAsync(TimeSpan atMost, CancellationToken cancellation)
        {
            Waits++;
            return ValueTask.CompletedTask;
        }

        public void Dispose() { }
    }
}
