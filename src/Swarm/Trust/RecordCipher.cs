using System.Buffers.Binary;
using System.Security.Cryptography;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Swarm.Trust;

/// <summary>
/// Seals and opens records (wire protocol, section 7): AES-128-GCM, nonce from origin frame and slot, so no pair of key and nonce is used
/// twice: a slot has at most one record a frame, and the key belongs to one session and track. Not thread safe.
/// </summary>
public sealed class RecordCipher : IDisposable
{
    private const int KeyBytes = 16;
    private const int NonceBytes = 12;

    private readonly AesGcm _cipher;

    public RecordCipher(ContentKey key, SessionId session, TrackId track)
    {
        ArgumentNullException.ThrowIfNull(key);
        Span<byte> salt = stackalloc byte[SessionId.Bytes];
        session.Write(salt);
        ReadOnlySpan<byte> label = "ScreenShare record 1"u8;
        Span<byte> info = stackalloc byte[label.Length + 5];
        info.Clear(); // the last four bytes are the key epoch, 0 until keys can be taken back
        label.CopyTo(info);
        info[label.Length] = track.Value;
        Span<byte> derived = stackalloc byte[KeyBytes];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Secret, derived, salt, info);
        _cipher = new AesGcm(derived, Record.TagBytes);
        CryptographicOperations.ZeroMemory(derived);
    }

    /// <summary>Bytes of a record that carries <paramref name="payloadBytes"/>.</summary>
    public static int RecordBytes(int payloadBytes) => payloadBytes + Record.OverheadBytes;

    /// <param name="destination">Exactly <see cref="RecordBytes"/> long.</param>
    public void Seal(SlotIndex slot, FrameNumber origin, ReadOnlySpan<byte> payload, Span<byte> destination)
    {
        Record.WriteHeader(destination, slot, origin, payload.Length + Record.TagBytes);
        Span<byte> nonce = stackalloc byte[NonceBytes];
        WriteNonce(nonce, slot, origin);
        Span<byte> body = destination[Record.HeaderBytes..];
        _cipher.Encrypt(nonce, payload, body[..payload.Length], body[payload.Length..], destination[..Record.HeaderBytes]);
    }

    /// <summary>
    /// Writes the payload to <paramref name="destination"/> (at least <c>record.Sealed.Length - 16</c> long). False when the tag does not
    /// fit: the wrong content key, since the bytes themselves were verified before.
    /// </summary>
    public bool TryOpen(in Record record, Span<byte> destination, out int payloadBytes)
    {
        payloadBytes = record.Sealed.Length - Record.TagBytes;
        Span<byte> nonce = stackalloc byte[NonceBytes];
        WriteNonce(nonce, record.Slot, record.Origin);
        try
        {
            ReadOnlySpan<byte> tag = record.Sealed[payloadBytes..];
            _cipher.Decrypt(nonce, record.Sealed[..payloadBytes], tag, destination[..payloadBytes], record.Header);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    public void Dispose() => _cipher.Dispose();

    private static void WriteNonce(Span<byte> nonce, SlotIndex slot, FrameNumber origin)
    {
        nonce.Clear();
        BinaryPrimitives.WriteUInt32BigEndian(nonce, origin.Value);
        BinaryPrimitives.WriteUInt32BigEndian(nonce[4..], slot.Value);
    }
}
