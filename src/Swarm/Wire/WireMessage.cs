using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Wire;

/// <summary>
/// One message as cut out of the stream: what it is and its bytes. <see cref="Body"/> is a slice of the buffer it was read from.
/// </summary>
public readonly ref struct WireMessage
{
    internal WireMessage(WireMessageKind kind, ReadOnlySpan<byte> body = default, LiveMessageType live = LiveMessageType.None)
    {
        Kind = kind;
        Body = body;
        Live = live;
    }

    public WireMessageKind Kind { get; }

    /// <summary>Everything after the ids that <see cref="Kind"/> and <see cref="Live"/> stand for. Empty for what is ignored.</summary>
    public ReadOnlySpan<byte> Body { get; }

    /// <summary>Which live message, when <see cref="Kind"/> says it is one; else <see cref="LiveMessageType.None"/>.</summary>
    public LiveMessageType Live { get; }
}
