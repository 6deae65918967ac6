using System.Buffers;
using System.Buffers.Text;

namespace ScreenShare.Swarm.Identity;

/// <summary>The 128-bit secret of the link from which record keys are derived. Never logged, never sent.</summary>
public sealed class ContentKey
{
    public const int Bytes = 16;

    private readonly byte[] _secret;

    internal ContentKey(ReadOnlySpan<byte> secret)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(secret.Length, Bytes);
        _secret = secret.ToArray();
    }

    internal ReadOnlySpan<byte> Secret => _secret;

    /// <summary>Reads the 22 characters of base64url that a link carries.</summary>
    public static bool TryParse(string? text, out ContentKey? key)
    {
        key = null;
        Span<byte> secret = stackalloc byte[Bytes];
        if (text is not { Length: 22 }) return false;

        // Not TryDecodeFromChars, which throws at a character that is none of base64url's.
        OperationStatus status = Base64Url.DecodeFromChars(text, secret, out _, out int written);
        if (status != OperationStatus.Done || written != Bytes) return false;
        key = new ContentKey(secret);
        return true;
    }

    /// <summary>The form of the link. Not <c>ToString</c>, so that a log line cannot show it by accident.</summary>
    public string ToLinkText() => Base64Url.EncodeToString(_secret);
}
