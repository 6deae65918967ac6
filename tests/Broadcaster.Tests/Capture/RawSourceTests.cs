using System.IO.Pipelines;
using ScreenShare.Broadcaster.Capture;
using ScreenShare.Frames;

namespace ScreenShare.Broadcaster.Tests.Capture;

public sealed class RawSourceTests
{
    private static readonly PictureSize Size = new(5, 3);
    private const int FrameBytes = 5 * 3 * 4;

    private readonly Picture _picture = new(Size);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Frames_come_one_by_one_and_then_the_source_has_ended()
    {
        using var source = new RawSource(new MemoryStream([.. Frame(1), .. Frame(2)]), Size);

        Assert.True(source.SetsThePace);
        Assert.Equal(CaptureOutcome.Captured, await source.CaptureAsync(_picture, Cancellation));
        Assert.Equal(Opaque(Frame(1)), _picture.Pixels.ToArray());
        Assert.Equal(CaptureOutcome.Captured, await source.CaptureAsync(_picture, Cancellation));
        Assert.Equal(Opaque(Frame(2)), _picture.Pixels.ToArray());
        Assert.Null(source.EndReason);
        Assert.Equal(CaptureOutcome.Ended, await source.CaptureAsync(_picture, Cancellation));
        Assert.Equal(CaptureOutcome.Ended, await source.CaptureAsync(_picture, Cancellation));
        Assert.Equal("the input ended after 2 frames", source.EndReason);
    }

    [Fact]
    public async Task Alpha_is_always_255()
    {
        using var source = new RawSource(new MemoryStream(new byte[FrameBytes]), Size);

        await source.CaptureAsync(_picture, Cancellation);

        Assert.True(_picture.IsOpaque());
    }

    [Fact]
    public async Task A_torn_last_frame_is_not_shown_and_the_reason_says_so()
    {
        using var source = new RawSource(new MemoryStream([.. Frame(1), .. Frame(2)[..7]]), Size);
        await source.CaptureAsync(_picture, Cancellation);

        Assert.Equal(CaptureOutcome.Ended, await source.CaptureAsync(_picture, Cancellation));

        Assert.Equal(Opaque(Frame(1)), _picture.Pixels.ToArray());
        Assert.Equal("the input ended within frame 2: 7 of the 60 bytes of 5x3 BGRA came", source.EndReason);
    }

    [Fact]
    public async Task Cancelling_a_wait_loses_no_bytes()
    {
        var pipe = new Pipe();
        using var source = new RawSource(pipe.Reader.AsStream(), Size);
        await pipe.Writer.WriteAsync(Frame(1).AsMemory(0, 10), Cancellation);
        using var cancel = new CancellationTokenSource();

        Task<CaptureOutcome> waiting = source.CaptureAsync(_picture, cancel.Token).AsTask();
        Assert.False(waiting.IsCompleted);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        await pipe.Writer.WriteAsync(Frame(1).AsMemory(10), Cancellation);
        Assert.Equal(CaptureOutcome.Captured, await source.CaptureAsync(_picture, Cancellation));
        Assert.Equal(Opaque(Frame(1)), _picture.Pixels.ToArray());
    }

    [Fact]
    public async Task A_broken_input_is_a_capture_fault()
    {
        var pipe = new Pipe();
        using var source = new RawSource(pipe.Reader.AsStream(), Size);
        await pipe.Writer.CompleteAsync(new IOException("the cable was pulled"));

        CaptureException fault = await Assert.ThrowsAsync<CaptureException>(async () => await source.CaptureAsync(_picture, Cancellation));

        Assert.Equal("the raw input cannot be read: the cable was pulled", fault.Message);
    }

    private static byte[] Frame(int seed)
    {
        var frame = new byte[FrameBytes];
        new Random(seed).NextBytes(frame);
        return frame;
    }

    private static byte[] Opaque(byte[] frame)
    {
        for (int i = 3; i < frame.Length; i += 4) frame[i] = 255;
        return frame;
    }
}
