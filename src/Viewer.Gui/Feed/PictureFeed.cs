using ScreenShare.Frames;
using ScreenShare.Frames.Layers;
using ScreenShare.Frames.Tiles;

namespace ScreenShare.Viewer.Gui.Feed;

/// <summary>
/// The newest picture, with the pointer on it, and the pages that watch it. Written by the decoding task, which never waits for a page;
/// pages take what they have not seen when they can. Any thread.
/// </summary>
internal sealed class PictureFeed : IShownFrameSink
{
    // Held for copies of tiles, at most a whole picture: some milliseconds. Encoding and sending happen outside.
    private readonly Lock _gate = new();
    private readonly List<PageView> _views = [];
    private Picture? _picture;
    private TileGrid? _grid;
    private TileSet? _touched;
    private ShownFrame _newest;
    private long _framesShown;
    private long _framesSkipped;
    private PictureStanding? _standing;
    private volatile string _told = "";

    /// <summary>What the broadcaster tells at present; empty when nothing.</summary>
    public string Told => _told;

    /// <summary>How the newest picture stands; null before the first.</summary>
    public PictureStanding? Standing
    {
        get
        {
            lock (_gate)
                return _standing;
        }
    }

    /// <summary>Frames with pictures so far, and those that were passed over.</summary>
    public (long Shown, long Skipped) Count()
    {
        lock (_gate)
            return (_framesShown, _framesSkipped);
    }

    public bool Show(in ShownFrame frame, Picture picture, TileSet changed)
    {
        if (frame.NewNotice is { } told) _told = told;
        if (!frame.HasPicture)
        {
            Confirm(frame);
            return true;
        }

        lock (_gate)
        {
            if (_picture is null || _touched is null || _grid != changed.Grid)
            {
                _picture = new Picture(frame.Size);
                _grid = changed.Grid;
                _touched = new TileSet(_grid);
            }

            Touch(_touched, changed, AreaOf(_newest.Pointer), AreaOf(frame.Pointer));
            foreach (TileIndex tile in _touched)
                picture.CopyArea(_grid.Bounds(tile), _picture);
            PointerPainter.Paint(_picture, frame.Pointer);
            _newest = frame;
            _standing = new PictureStanding(frame.Number.Value, frame.CaptureTime, frame.Delay);
            _framesShown++;
            _framesSkipped += frame.SkippedFrames;
            foreach (PageView view in _views)
                view.Add(_touched);
        }

        WakeAll();
        return true;
    }

    /// <summary>A page begins to watch: it will be given the whole picture first.</summary>
    public PageView Open()
    {
        var view = new PageView();
        lock (_gate)
        {
            if (_grid is not null) view.AddAll(_grid);
            _views.Add(view);
        }

        view.Wake();
        return view;
    }

    public void Close(PageView view)
    {
        lock (_gate)
            _views.Remove(view);
    }

    /// <summary>The newest content of what the page has not seen. False when there is nothing.</summary>
    public bool TryTake(PageView view, PictureUpdate update)
    {
        lock (_gate)
        {
            if (_picture is null || view.Unseen is not { } unseen) return false;
            update.Fill(_newest, view.NeedsWhole, _framesSkipped, _picture, unseen);
            view.Clear();
            return true;
        }
    }

    /// <summary>Has every page look whether there is something for it.</summary>
    public void WakeAll()
    {
        PageView[] views;
        lock (_gate)
            views = [.. _views];
        foreach (PageView view in views)
            view.Wake();
    }

    private void Confirm(in ShownFrame heartbeat)
    {
        lock (_gate)
        {
            if (_standing is { } standing) _standing = standing with { IsOf = heartbeat.CaptureTime, Delay = heartbeat.Delay };
        }
    }

    // A pointer that moves uncovers the tiles it was on, and covers others.
    private static void Touch(TileSet touched, TileSet changed, TileRectangle pointerBefore, TileRectangle pointer)
    {
        touched.Clear();
        foreach (TileIndex tile in changed)
            touched.Add(tile);
        touched.AddTouching(pointerBefore);
        touched.AddTouching(pointer);
    }

    // Empty when it is not to be seen.
    private static TileRectangle AreaOf(PointerState pointer) => pointer is { IsVisible: true, Shape: { } shape }
        ? new TileRectangle(pointer.X - shape.HotX, pointer.Y - shape.HotY, shape.Width, shape.Height)
        : default;
}
