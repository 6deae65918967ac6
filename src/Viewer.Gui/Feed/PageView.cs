using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using ScreenShare.Frames.Tiles;

namespace ScreenShare.Viewer.Gui.Feed;

/// <summary>
/// What one page has not seen yet. A page that is slow does not queue pictures: the tiles that change meanwhile are merged here, and it is
/// given their newest content. Guarded by the feed's lock, except for waking.
/// </summary>
internal sealed class PageView
{
    /// <summary>One: what woke the reader before it looked is one thing to it.</summary>
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private TileSet? _unseen;

    /// <summary>True when the page must take the whole picture: it is new, or the picture has another size.</summary>
    public bool NeedsWhole { get; private set; } = true;

    /// <summary>Tiles to send; null when there are none.</summary>
    public TileSet? Unseen => _unseen is { Count: > 0 } ? _unseen : null;

    public void Add(TileSet changed)
    {
        if (Fit(changed.Grid)) return;
        foreach (TileIndex tile in changed)
            _unseen.Add(tile);
    }

    public void AddAll(TileGrid grid)
    {
        if (!Fit(grid)) _unseen.AddAll();
    }

    public void Clear()
    {
        _unseen?.Clear();
        NeedsWhole = false;
    }

    public void Wake() => _wake.Writer.TryWrite(true);

    /// <summary>For one reader.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _wake.Reader.ReadAsync(cancellationToken).AsTask();

    // True when the grid is a new one: then all of it is unseen already.
    [MemberNotNull(nameof(_unseen))]
    private bool Fit(TileGrid grid)
    {
        if (_unseen is not null && _unseen.Grid == grid) return false;
        _unseen = new TileSet(grid);
        _unseen.AddAll();
        NeedsWhole = true;
        return true;
    }
}
