namespace ScreenShare.Frames.Layers;

/// <summary>What the slots after the last tile hold, in this order.</summary>
public enum StreamLayer
{
    PointerPosition = 0,
    PointerShape = 1,
    Notice = 2,
}
