using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Trust;
using Record = ScreenShare.Swarm.Content.Record;

namespace ScreenShare.Swarm.Tests.Trust;

public sealed class RecordCipherTests
{
    private static readonly SessionId Session = new(5);
    private static readonly byte[] Payload = [1, 2, 3, 4, 5];

    [Fact]
    public void What_is_sealed_is_opened()
    {
        using var cipher = new RecordCipher(new ContentKey(new byte[16]), Session, TrackId.Full);

        Assert.True(cipher.TryOpen(Seal(cipher), new byte[5], out int length));
        Assert.Equal(5, length);
    }

    [Theory]
    [InlineData(0)]  // slot
    [InlineData(5)]  // origin
    [InlineData(8)]  // ciphertext
    [InlineData(20)] // tag
    public void A_changed_header_ciphertext_or_tag_is_refused(int at)
    {
        using var cipher = new RecordCipher(new ContentKey(new byte[16]), Session, TrackId.Full);
        byte[] bytes = Seal(cipher).Bytes.ToArray();
        bytes[at] ^= 1;

        Assert.True(Record.TryRead(bytes, out Record changed));
        Assert.False(cipher.TryOpen(changed, new byte[5], out _));
    }

    [Fact]
    public void Another_key_session_or_track_does_not_open_it()
    {
        using var cipher = new RecordCipher(new ContentKey(new byte[16]), Session, TrackId.Full);
        Record record = Seal(cipher);

        using var otherKey = new RecordCipher(new ContentKey([1, .. new byte[15]]), Session, TrackId.Full);
        using var otherSession = new RecordCipher(new ContentKey(new byte[16]), new SessionId(6), TrackId.Full);
        using var otherTrack = new RecordCipher(new ContentKey(new byte[16]), Session, new TrackId(1));

        Assert.False(otherKey.TryOpen(record, new byte[5], out _));
        Assert.False(otherSession.TryOpen(record, new byte[5], out _));
        Assert.False(otherTrack.TryOpen(record, new byte[5], out _));
    }

    private static Record Seal(RecordCipher cipher)
    {
        var bytes = new byte[RecordCipher.RecordBytes(Payload.Length)];
        cipher.Seal(new SlotIndex(7), new FrameNumber(9), Payload, bytes);
        Assert.True(Record.TryRead(bytes, out Record record));
        return record;
    }
}
