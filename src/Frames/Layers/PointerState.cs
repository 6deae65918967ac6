namespace ScreenShare.Frames.Layers;

/// <summary>Where the mouse pointer is and what it looks like. The default is hidden.</summary>
/// <param name="X">Column of the picture its hot spot is at; may lie outside.</param>
/// <param name="Y">Row of the picture its hot spot is at; may lie outside.</param>
/// <param name="Shape">Null while none is known: then there is nothing to draw.</param>
public readonly record struct PointerState(bool IsVisible, int X, int Y, PointerShape? Shape)
{
    /// <summary>Not on the picture, or not to be shown.</summary>
    public static PointerState Hidden => default;

    /// <summary>Whether its position, which is sent apart from its shape, is the same.</summary>
    public bool IsWhere(PointerState other) => IsVisible == other.IsVisible && (!IsVisible || (X, Y) == (other.X, other.Y));
}
