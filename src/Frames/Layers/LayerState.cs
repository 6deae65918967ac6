namespace ScreenShare.Frames.Layers;

/// <summary>
/// What lies over the canvas without being part of it, as of the last records: the pointer and the notice. Owned by one thread.
/// </summary>
public sealed class LayerState
{
    /// <summary>Slots of a stream beyond its tiles.</summary>
    public const int SlotCount = 3;

    private PointerState _pointer;

    public PointerState Pointer => _pointer;

    /// <summary>Empty when the broadcaster has nothing to tell.</summary>
    public string Notice { get; private set; } = "";

    /// <summary>Takes a layer's payload; a refused one changes nothing. Never throws.</summary>
    /// <param name="layer">Anything: what is no layer is refused.</param>
    public bool TryApply(StreamLayer layer, ReadOnlySpan<byte> payload, out RecordViolation violation)
    {
        violation = layer switch
        {
            StreamLayer.PointerPosition => PointerPositionPayload.Read(payload, _pointer, out _pointer),
            StreamLayer.PointerShape => ReadShape(payload),
            StreamLayer.Notice => ReadNotice(payload),
            _ => RecordViolation.OutsideGrid,
        };
        return violation == RecordViolation.None;
    }

    private RecordViolation ReadShape(ReadOnlySpan<byte> payload)
    {
        RecordViolation violation = PointerShapePayload.Read(payload, out PointerShape? shape);
        if (violation == RecordViolation.None) _pointer = _pointer with { Shape = shape };
        return violation;
    }

    private RecordViolation ReadNotice(ReadOnlySpan<byte> payload)
    {
        RecordViolation violation = NoticePayload.Read(payload, out string text);
        if (violation == RecordViolation.None) Notice = text;
        return violation;
    }
}
