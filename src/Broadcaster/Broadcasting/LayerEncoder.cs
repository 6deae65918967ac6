using ScreenShare.Frames.Layers;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Publishing;

namespace ScreenShare.Broadcaster.Broadcasting;

/// <summary>
/// Turns what lies over the picture into payloads of the layers that changed; the first time all of them. Owned by the encode task.
/// </summary>
internal sealed class LayerEncoder(StreamLayout layout)
{
    private PointerState _pointer;
    private string _notice = "";
    private bool _isFirst = true;

    /// <summary>Adds the payloads in slot order. The answer: whether there is something new to look at, which a notice is not.</summary>
    public bool AddChanged(PointerState pointer, string notice, List<SlotPayload> payloads)
    {
        bool hasMoved = _isFirst || !pointer.IsWhere(_pointer);

        // A pointer that hides keeps its shape: it will be back, mostly with the same one.
        PointerShape? shape = pointer.Shape ?? _pointer.Shape;
        bool hasNewShape = _isFirst || !Equals(shape, _pointer.Shape);
        if (hasMoved) Add(StreamLayer.PointerPosition, Position(pointer), payloads);
        if (hasNewShape) Add(StreamLayer.PointerShape, PointerShapePayload.Of(shape), payloads);
        if (_isFirst || notice != _notice) Add(StreamLayer.Notice, NoticePayload.Of(notice), payloads);
        _pointer = pointer with { Shape = shape };
        _notice = notice;
        _isFirst = false;
        return hasMoved || hasNewShape;
    }

    /// <summary>The same for a notice alone; not the first time.</summary>
    public void AddNotice(string notice, List<SlotPayload> payloads) => AddChanged(_pointer, notice, payloads);

    private static byte[] Position(PointerState pointer)
    {
        var payload = new byte[PointerPositionPayload.LengthBytes];
        PointerPositionPayload.Write(pointer, payload);
        return payload;
    }

    private void Add(StreamLayer layer, byte[] payload, List<SlotPayload> payloads) =>
        payloads.Add(new SlotPayload(new SlotIndex((ushort)layout.SlotOf(layer)), payload));
}
