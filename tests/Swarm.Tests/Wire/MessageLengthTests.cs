using System.Buffers.Binary;
using ScreenShare.Swarm.Wire;

namespace ScreenShare.Swarm.Tests.Wire;

/// <summary>Length fields at, below and above what each id allows, judged before any body has arrived.</summary>
public sealed class MessageLengthTests
{
    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 1, 1)]
    [InlineData(2, 1, 1)]
    [InlineData(3, 1, 1)]
    [InlineData(4, 5, 5)]
    [InlineData(5, 1, 1 + (128 << 10))]
    [InlineData(6, 13, 13)]
    [InlineData(7, 9, 9 + (16 << 10))]
    [InlineData(8, 13, 13)]
    [InlineData(9, 3, 3)]
    [InlineData(13, 5, 5)]
    [InlineData(14, 1, 1)]
    [InlineData(15, 1, 1)]
    [InlineData(16, 13, 13)]
    [InlineData(17, 5, 5)]
    public void Classic_messages_have_their_length_and_are_ignored(byte id, int shortest, int longest)
    {
        Assert.Equal((ReadOutcome.Complete, WireMessageKind.Ignored), Read(shortest, id));
        Assert.Equal((ReadOutcome.Complete, WireMessageKind.Ignored), Read(longest, id));

        if (shortest > 1) Assert.Equal(ProtocolViolation.WrongMessageLength, Refusal(shortest - 1, id));
        Assert.Equal(ProtocolViolation.WrongMessageLength, Refusal(longest + 1, id));
        Assert.Equal(ProtocolViolation.WrongMessageLength, Refusal(MessageReader.MessageBytesMax, id));
    }

    [Theory]
    [InlineData(1, 219, 219 + 64 + 32768)]
    [InlineData(2, 13, 13)]
    [InlineData(3, 11, 11)]
    [InlineData(4, 11, 11 + 8192)]
    [InlineData(5, 9, 9)]
    [InlineData(6, 15, 15)]
    [InlineData(7, 13, MessageReader.MessageBytesMax - 3)]
    [InlineData(8, 12, 12)]
    [InlineData(9, 12, 12)]
    [InlineData(10, 1, 1 + (50 * 19))]
    [InlineData(11, 1, 1)]
    [InlineData(12, 2, 2)]
    [InlineData(13, 35, 35)]
    [InlineData(14, 13, 9 + (128 * 4))]
    public void Live_messages_are_refused_by_their_length_alone(byte type, int shortest, int longest)
    {
        byte[] ids = [MessageIds.Extended, MessageIds.OurLive, type];
        Assert.Equal((ReadOutcome.Complete, WireMessageKind.Live), Read(3 + shortest, ids));
        Assert.Equal((ReadOutcome.Complete, WireMessageKind.Live), Read(3 + longest, ids));

        Assert.Equal(ProtocolViolation.MalformedLiveMessage, Refusal(3 + shortest - 1, ids));
        ProtocolViolation tooLong = type == 7 ? ProtocolViolation.MessageTooLong : ProtocolViolation.MalformedLiveMessage;
        Assert.Equal(tooLong, Refusal(3 + longest + 1, ids));
    }

    [Fact]
    public void Extended_messages_have_limits_of_their_own()
    {
        Assert.Equal((ReadOutcome.Complete, WireMessageKind.ExtensionHandshake), Read(2 + 4096, MessageIds.Extended, 0));
        Assert.Equal(ProtocolViolation.ExtensionHandshakeTooLong, Refusal(2 + 4096 + 1, MessageIds.Extended, 0));
        Assert.Equal((ReadOutcome.Complete, WireMessageKind.PeerExchange), Read(2 + (16 << 10), MessageIds.Extended, 2));
        Assert.Equal(ProtocolViolation.MessageTooLong, Refusal(2 + (16 << 10) + 1, MessageIds.Extended, 2));
        Assert.Equal(ProtocolViolation.WrongMessageLength, Refusal(1, MessageIds.Extended));
        Assert.Equal(ProtocolViolation.MalformedLiveMessage, Refusal(2, MessageIds.Extended, MessageIds.OurLive));
    }

    [Fact]
    public void Unknown_ids_are_violations()
    {
        foreach (byte id in (byte[])[10, 11, 12, 18, 19, 21, 255])
            Assert.Equal(ProtocolViolation.UnknownMessage, Refusal(1, id));
        foreach (byte extendedId in (byte[])[3, 255])
            Assert.Equal(ProtocolViolation.UnknownMessage, Refusal(2, MessageIds.Extended, extendedId));
    }

    [Theory]
    [InlineData(MessageReader.MessageBytesMax + 1u)]
    [InlineData(0x7FFF_FFFFu)]
    [InlineData(0x8000_0000u)]
    [InlineData(uint.MaxValue)]
    public void A_message_that_is_too_long_is_refused_by_its_first_four_bytes(uint length)
    {
        byte[] prefix = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(prefix, length);

        Assert.Equal(ReadOutcome.Invalid, MessageReader.TryRead(prefix, out _, out _, out ProtocolViolation violation));
        Assert.Equal(ProtocolViolation.MessageTooLong, violation);
    }

    private static (ReadOutcome Outcome, WireMessageKind Kind) Read(int length, params byte[] ids)
    {
        byte[] message = new byte[4 + length];
        BinaryPrimitives.WriteInt32BigEndian(message, length);
        ids.CopyTo(message.AsSpan(4));
        ReadOutcome outcome = MessageReader.TryRead(message, out WireMessage read, out _, out _);
        return (outcome, read.Kind);
    }

    /// <summary>Only the length and the ids have arrived.</summary>
    private static ProtocolViolation Refusal(int length, params byte[] ids)
    {
        byte[] beginning = [0, 0, 0, 0, .. ids];
        BinaryPrimitives.WriteInt32BigEndian(beginning, length);
        ReadOutcome outcome = MessageReader.TryRead(beginning, out _, out _, out ProtocolViolation violation);
        Assert.Equal(ReadOutcome.Invalid, outcome);
        return violation;
    }
}
