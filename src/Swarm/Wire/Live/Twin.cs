using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Wire.Live;

/// <summary>
/// "You and I have another connection": <c>| proof (32) |</c>, a hash that only somebody at the same end of both can make, since it takes
/// the tokens told on each (wire protocol, section 4.3).
/// </summary>
public readonly record struct Twin(Hash256 Proof)
{
    private static ReadOnlySpan<byte> Domain => "ScreenShare twin 1\n"u8;

    /// <summary>What the sender says on <paramref name="here"/> of the other connection. The ends see the tokens of each in turn.</summary>
    public static Twin Of((ConnectionToken Sender, ConnectionToken Receiver) here, (ConnectionToken Sender, ConnectionToken Receiver) other)
    {
        Span<byte> said = stackalloc byte[Domain.Length + (4 * ConnectionToken.Bytes)];
        Domain.CopyTo(said);
        Span<byte> tokens = said[Domain.Length..];
        here.Sender.Write(tokens);
        here.Receiver.Write(tokens[ConnectionToken.Bytes..]);
        other.Sender.Write(tokens[(2 * ConnectionToken.Bytes)..]);
        other.Receiver.Write(tokens[(3 * ConnectionToken.Bytes)..]);
        return new Twin(Hash256.Of(said));
    }

    public static bool TryRead(ReadOnlySpan<byte> body, out Twin message)
    {
        message = default;
        if (body.Length != LiveMessageLengths.Twin) return false;
        message = new(Hash256.Read(body));
        return true;
    }

    internal void Write(Span<byte> body) => Proof.Write(body);
}
