using ScreenShare.Broadcaster.Broadcasting;
using ScreenShare.Frames;

namespace ScreenShare.Broadcaster.Tests.Broadcasting;

public class PictureExchangeTests
{
    private static readonly PictureSize Size = new(4, 4);

    private readonly PictureExchange _exchange = new();

    [Fact]
    public void Only_the_newest_picture_waits()
    {
        Submit(1);
        Submit(2);
        Submit(3);

        Assert.True(_exchange.TryTake(out CapturedPicture taken));
        Assert.Equal(3, taken.At.Ticks);
        Assert.False(_exchange.TryTake(out _));
        Assert.Equal(2, _exchange.Overwritten);
    }

    [Fact]
    public async Task Capture_always_finds_a_picture_to_fill_while_encode_holds_two_and_never_one_of_those()
    {
        Submit(1);
        _exchange.TryTake(out CapturedPicture previous);
        Submit(2);
        _exchange.TryTake(out CapturedPicture encoding);

        for (int i = 3; i < 10; i++)
        {
            Picture rented = await RentAsync(Size);
            Assert.NotSame(previous.Picture, rented);
            Assert.NotSame(encoding.Picture, rented);
            _exchange.Submit(new CapturedPicture(rented, default));
        }
    }

    [Fact]
    public async Task A_returned_picture_is_used_again_unless_the_size_is_another_now()
    {
        Submit(1);
        _exchange.TryTake(out CapturedPicture taken);
        _exchange.Return(taken.Picture);

        Picture[] sameSize = [await RentAsync(Size), await RentAsync(Size), await RentAsync(Size)];
        foreach (Picture picture in sameSize) _exchange.Return(picture);
        Picture otherSize = await RentAsync(new PictureSize(8, 8));

        Assert.Contains(taken.Picture, sameSize);
        Assert.Equal(new PictureSize(8, 8), otherSize.Size);
    }

    [Fact]
    public async Task The_last_picture_is_still_taken_after_capture_has_ended()
    {
        Submit(1);
        _exchange.Complete();

        Assert.True(await _exchange.WaitAsync(TestContext.Current.CancellationToken));
        Assert.True(_exchange.TryTake(out _));
        Assert.False(await _exchange.WaitAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Where_none_is_left_the_next_is_waited_for_until_it_is_returned_or_the_wait_is_cancelled()
    {
        Picture[] all = [await RentAsync(Size), await RentAsync(Size), await RentAsync(Size)];
        using var cancel = new CancellationTokenSource();

        Task<Picture> cancelled = _exchange.RentAsync(Size, cancel.Token).AsTask();
        Assert.False(cancelled.IsCompleted);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);

        Task<Picture> waiting = RentAsync(Size);
        _exchange.Return(all[1]);
        Assert.Same(all[1], await waiting);
    }

    private void Submit(int number) =>
        _exchange.Submit(new CapturedPicture(RentNow(), new DateTimeOffset(number, TimeSpan.Zero)));

    private Picture RentNow()
    {
        Task<Picture> renting = RentAsync(Size);
        Assert.True(renting.IsCompleted);
        return renting.GetAwaiter().GetResult();
    }

    private Task<Picture> RentAsync(PictureSize size) => _exchange.RentAsync(size, TestContext.Current.CancellationToken).AsTask();
}
