using System.Buffers;
using System.Buffers.Binary;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Wire;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Tests.Wire;

public sealed class MessageReaderTests
{
    [Theory]
    [InlineData("keep-alive", WireMessageKind.KeepAlive, LiveMessageType.None)]
    [InlineData("extension handshake", WireMessageKind.ExtensionHandshake, LiveMessageType.None)]
    [InlineData("peer exchange", WireMessageKind.PeerExchange, LiveMessageType.None)]
    [InlineData("manifest request", WireMessageKind.Live, LiveMessageType.ManifestRequest)]
    [InlineData("have", WireMessageKind.Live, LiveMessageType.Have)]
    [InlineData("bitfield", WireMessageKind.Live, LiveMessageType.Bitfield)]
    [InlineData("key have", WireMessageKind.Live, LiveMessageType.KeyHave)]
    [InlineData("request", WireMessageKind.Live, LiveMessageType.Request)]
    [InlineData("piece", WireMessageKind.Live, LiveMessageType.Piece)]
    [InlineData("cancel", WireMessageKind.Live, LiveMessageType.Cancel)]
    [InlineData("reject", WireMessageKind.Live, LiveMessageType.Reject)]
    [InlineData("peers", WireMessageKind.Live, LiveMessageType.Peers)]
    [InlineData("company", WireMessageKind.Live, LiveMessageType.Company)]
    [InlineData("census", WireMessageKind.Live, LiveMessageType.Census)]
    [InlineData("goodbye", WireMessageKind.Live, LiveMessageType.Goodbye)]
    public void Each_message_is_cut_out_whole_and_nothing_of_the_next(string name, WireMessageKind kind, LiveMessageType live)
    {
        byte[] sample = Samples.Messages[name];

        ReadOutcome outcome = MessageReader.TryRead([.. sample, 0xFF, 0xFF], out WireMessage message, out int consumed, out _);

        Assert.Equal((ReadOutcome.Complete, kind, live, sample.Length), (outcome, message.Kind, message.Live, consumed));
    }

    [Fact]
    public void Every_part_of_every_message_asks_for_more()
    {
        foreach ((string name, byte[] sample) in Samples.Messages.Where(sample => sample.Key != "handshake"))
        {
            for (int length = 0; length < sample.Length; length++)
            {
                ReadOutcome outcome = MessageReader.TryRead(sample.AsSpan(0, length), out _, out int consumed, out _);
                Assert.Equal((name, ReadOutcome.NeedMore, 0), (name, outcome, consumed));
            }
        }
    }

    [Fact]
    public void A_manifest_and_the_index_riding_along_are_one_body()
    {
        byte[] written = Samples.Written(w => Samples.Live.Manifest(w, Samples.Counting(219), "index"u8));

        Assert.Equal(ReadOutcome.Complete, MessageReader.TryRead(written, out WireMessage message, out _, out _));
        Assert.Equal(LiveMessageType.Manifest, message.Live);
        Assert.Equal([.. Samples.Counting(219), .. "index"u8], message.Body.ToArray());
    }

    [Fact]
    public void A_live_message_of_a_later_version_is_ignored()
    {
        foreach (byte type in (byte[])[0, 16, 255])
        {
            byte[] later = [0, 0, 0, 4, 20, MessageIds.OurLive, type, 9];

            Assert.Equal(ReadOutcome.Complete, MessageReader.TryRead(later, out WireMessage message, out int consumed, out _));
            Assert.Equal((WireMessageKind.Ignored, LiveMessageType.None, 8), (message.Kind, message.Live, consumed));
        }
    }

    [Fact]
    public void The_writer_allocates_nothing()
    {
        ArrayBufferWriter<byte> output = new(1024);
        byte[] data = new byte[300];
        WriteSome(output, data); // the first round compiles
        output.ResetWrittenCount();
        long before = GC.GetAllocatedBytesForCurrentThread();

        WriteSome(output, data);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Ten_thousand_damaged_streams_never_throw_and_never_read_beyond_their_end()
    {
        byte[] stream = [.. Samples.Messages.Where(sample => sample.Key != "handshake").SelectMany(sample => sample.Value)];

        foreach (byte[] damaged in Mutations.Of(stream, seed: 7))
        {
            ReadOnlySpan<byte> rest = damaged;
            ReadOutcome outcome;
            do
            {
                outcome = MessageReader.TryRead(rest, out WireMessage message, out int consumed, out ProtocolViolation violation);
                Assert.Equal(outcome == ReadOutcome.Complete, message.Kind != WireMessageKind.None);
                Assert.Equal(outcome == ReadOutcome.Invalid, violation != ProtocolViolation.None);
                if (outcome == ReadOutcome.Complete) Assert.Equal(4 + BinaryPrimitives.ReadInt32BigEndian(rest), consumed);
                rest = rest[consumed..];
            }
            while (outcome == ReadOutcome.Complete);
        }
    }

    private static void WriteSome(ArrayBufferWriter<byte> output, byte[] data)
    {
        Samples.Live.Have(output, new(Samples.Session, default, Samples.Frame, 1));
        Samples.Live.Request(output, new(Samples.Chunk(ChunkKind.Delta, 1), TimeSpan.FromMilliseconds(5)));
        Samples.Live.Piece(output, Samples.Chunk(ChunkKind.Delta, 1), data);
        Samples.Live.Peers(output, [Samples.PeerIPv4, Samples.PeerIPv6]);
    }
}
