using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using ScreenShare.Frames;

namespace ScreenShare.Broadcaster.Broadcasting;

/// <summary>
/// Hands pictures from the capture task to the encode task and spent ones back, so that none is made anew for each frame. Capture never
/// waits for encode: a picture that still waits when the next is there is taken back, since only the newest is worth showing.
/// One task on each side.
/// </summary>
internal sealed class PictureExchange
{
    // One that encode compares with, one that it is encoding, one that waits or is being filled.
    private const int Pictures = 3;

    // One place: more would only add age. Full: capture takes the old one back first, so writing never fails.
    private readonly Channel<CapturedPicture> _waiting =
        Channel.CreateBounded<CapturedPicture>(new BoundedChannelOptions(1) { SingleWriter = true });

    // As many places as pictures: never full.
    private readonly Channel<Picture?> _spare = Channel.CreateBounded<Picture?>(Pictures);

    private long _overwritten;
    private volatile bool _isComplete;

    public PictureExchange()
    {
        for (int i = 0; i < Pictures; i++) _spare.Writer.TryWrite(null);
    }

    /// <summary>Pictures that were captured and never encoded, because a newer one came first.</summary>
    public long Overwritten => Interlocked.Read(ref _overwritten);

    /// <summary>
    /// Capture: a picture to fill; what it holds is of no account. There is one at once while encode holds two at most; where it holds
    /// all three, as when it has ended, only <paramref name="cancellation"/> ends the wait.
    /// </summary>
    public async ValueTask<Picture> RentAsync(PictureSize size, CancellationToken cancellation)
    {
        if (_spare.Reader.TryRead(out Picture? spare)) return OfSize(spare, size);
        if (TryTakeBack(out Picture? stale)) return OfSize(stale, size);
        return OfSize(await _spare.Reader.ReadAsync(cancellation).ConfigureAwait(false), size);
    }

    /// <summary>Capture: gives away the rented picture, in place of one that still waits.</summary>
    public void Submit(CapturedPicture captured)
    {
        if (TryTakeBack(out Picture? stale)) _spare.Writer.TryWrite(stale);
        if (!_waiting.Writer.TryWrite(captured))
            throw new InvalidOperationException("A picture was submitted that was not rented, or after the last.");
    }

    /// <summary>Capture: tells viewers something along with the picture that waits for them, or that they have.</summary>
    public void Tell(string notice, DateTimeOffset at)
    {
        bool waits = _waiting.Reader.TryRead(out CapturedPicture captured);
        _waiting.Writer.TryWrite(waits ? captured with { Notice = notice } : CapturedPicture.OfNotice(notice, at));
    }

    /// <summary>There will be no more; one may still wait. Any task.</summary>
    public bool IsComplete => _isComplete;

    /// <summary>Capture: there will be no more; the last one submitted is still taken.</summary>
    public void Complete()
    {
        _isComplete = true; // before the channel's own news of it
        _waiting.Writer.TryComplete();
    }

    /// <summary>Encode: true once a picture waits, false once there will be none.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellation) => _waiting.Reader.WaitToReadAsync(cancellation);

    /// <summary>Encode: the picture that waits, if capture has not taken it back meanwhile.</summary>
    public bool TryTake(out CapturedPicture captured) => _waiting.Reader.TryRead(out captured);

    /// <summary>Encode: a taken picture that is needed no more.</summary>
    public void Return(Picture picture) => _spare.Writer.TryWrite(picture);

    private bool TryTakeBack([NotNullWhen(true)] out Picture? stale)
    {
        bool waited = _waiting.Reader.TryRead(out CapturedPicture captured) && captured.HasPicture;
        stale = captured.Picture;
        if (waited) Interlocked.Increment(ref _overwritten);
        return waited;
    }

    private static Picture OfSize(Picture? picture, PictureSize size) =>
        picture is not null && picture.Size == size ? picture : new Picture(size);
}
