using ScreenShare.Frames;

namespace ScreenShare.Broadcaster.Capture.TestPicture;

/// <summary>A slide show of landscapes; every few seconds the next is drawn over the last from left to right.</summary>
internal sealed class PhotoWindow : ILayer
{
    private const int FramesPerSlide = 180;
    private const int FramesOfWipe = 30;

    private readonly Area _window;
    private readonly Area _content;
    private readonly Chance _chance;

    // The slide on show and the next; found again by number, so that what is kept never decides what is seen.
    private readonly (long Number, Landscape? Landscape)[] _slides = [(-1, null), (-1, null)];

    public PhotoWindow(Area window, Chance chance)
    {
        _window = window;
        _content = WindowFrame.Content(window);
        _chance = chance;
    }

    public Area ExtentAt(long frame) => WindowFrame.Extent(_window);

    public Area OpaqueAt(long frame) => _window;

    public void AddChanges(long frame, List<Area> changes)
    {
        // The next slide is got ready bit by bit, so that no frame has to wait for all of it.
        if (!_content.IsEmpty) Slide((frame / FramesPerSlide) + 1).DrawRows((_content.Height / (FramesPerSlide - FramesOfWipe)) + 1);

        int now = WipedAt(frame);
        int before = frame % FramesPerSlide == 0 ? 0 : WipedAt(frame - 1);
        if (now > before) changes.Add(_content with { X = _content.X + before, Width = now - before });
    }

    public void Paint(Brush brush, long frame)
    {
        WindowFrame.Paint(brush, _window, "photographs"u8);
        if (_content.IsEmpty || _content.Intersect(brush.Clip).IsEmpty) return;
        long slide = frame / FramesPerSlide;
        int wiped = WipedAt(frame);
        Area next = _content with { Width = wiped };
        Area old = _content with { X = next.Right, Width = _content.Width - wiped };
        if (!old.IsEmpty) brush.Copy(Slide(slide).Finish(), _content.X, _content.Y, old);
        if (!next.IsEmpty) brush.Copy(Slide(slide + 1).Finish(), _content.X, _content.Y, next);
    }

    /// <summary>How many columns already show the next slide; the last frames of a slide are spent wiping.</summary>
    private int WipedAt(long frame)
    {
        int step = (int)(frame % FramesPerSlide) - (FramesPerSlide - FramesOfWipe) + 1;
        return step <= 0 ? 0 : _content.Width * step / FramesOfWipe;
    }

    private Landscape Slide(long number)
    {
        ref (long Number, Landscape? Landscape) kept = ref _slides[number % _slides.Length];
        if (kept.Landscape is null || kept.Number != number)
            kept = (number, new Landscape(new PictureSize(_content.Width, _content.Height), _chance.For(number)));
        return kept.Landscape;
    }
}
