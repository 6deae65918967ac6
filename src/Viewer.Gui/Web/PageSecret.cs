using System.Security.Cryptography;
using System.Text;

namespace ScreenShare.Viewer.Gui.Web;

/// <summary>
/// What is in the page's address and nobody else on this machine can guess: 128 bits, drawn at start. Without it other users' programs
/// could read the screen from the port.
/// </summary>
internal sealed class PageSecret
{
    private const int Bytes = 16;

    private readonly byte[] _text = Encoding.ASCII.GetBytes(RandomNumberGenerator.GetHexString(2 * Bytes, lowercase: true));

    /// <summary>Takes the same time for every wrong one of the right length, so that it cannot be found letter by letter.</summary>
    public bool Is(ReadOnlySpan<char> candidate)
    {
        if (candidate.Length != _text.Length) return false;
        Span<byte> bytes = stackalloc byte[2 * Bytes];
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = candidate[i] <= 0x7F ? (byte)candidate[i] : (byte)0;
        return CryptographicOperations.FixedTimeEquals(bytes, _text);
    }

    /// <summary>As it stands in the address.</summary>
    public override string ToString() => Encoding.ASCII.GetString(_text);
}
