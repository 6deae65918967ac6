namespace ScreenShare.Swarm.Wire.Live;

/// <summary>The last message on a connection: <c>| reason (1) |</c>.</summary>
public readonly record struct Goodbye(GoodbyeReason Reason)
{
    /// <summary>False only when the length is wrong; a reason we do not know is <see cref="GoodbyeReason.Unknown"/>.</summary>
    public static bool TryRead(ReadOnlySpan<byte> body, out Goodbye message)
    {
        message = default;
        if (body.Length != LiveMessageLengths.Goodbye) return false;
        var reason = (GoodbyeReason)body[0];
        message = new(reason <= GoodbyeReason.ConnectedToItself ? reason : GoodbyeReason.Unknown);
        return true;
    }

    internal void Write(Span<byte> body) => body[0] = (byte)Reason;
}
