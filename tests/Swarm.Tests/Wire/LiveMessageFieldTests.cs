using System.Buffers.Binary;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Tests.Wire;

/// <summary>Every field of a live message at its limits and one beyond.</summary>
public sealed class LiveMessageFieldTests
{
    [Theory]
    [InlineData(1u, 1u, true)]
    [InlineData(1u, 256u, true)]
    [InlineData(1u, 257u, false)]
    [InlineData(2u, 1u, false)]
    [InlineData(0u, 1u, false)]
    [InlineData(0u, 0u, false)]
    [InlineData(1u, uint.MaxValue, false)]
    [InlineData(uint.MaxValue - 255, uint.MaxValue, true)]
    [InlineData(uint.MaxValue, uint.MaxValue, true)]
    public void A_range_of_manifests_has_1_to_256_frames(uint first, uint last, bool valid)
    {
        byte[] body = Samples.Body("manifest request");
        BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(5), first);
        BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(9), last);

        Assert.Equal(valid, ManifestRequest.TryRead(body, out ManifestRequest read));
        Assert.Equal(valid ? (int)(last - first + 1) : 0, valid ? read.Frames : 0);
    }

    [Theory]
    [InlineData("have", 5)]
    [InlineData("key have", 5)]
    [InlineData("bitfield", 5)]
    [InlineData("request", 6)]
    [InlineData("piece", 6)]
    [InlineData("cancel", 6)]
    [InlineData("reject", 6)]
    public void Frame_0_is_no_frame_and_any_other_is_one(string name, int offset)
    {
        byte[] body = Samples.Body(name);
        BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(offset), uint.MaxValue);
        Assert.Equal(body, Decoders.All[name](body));

        BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(offset), 0);
        Assert.Null(Decoders.All[name](body));
    }

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(1, ushort.MaxValue, true)]
    [InlineData(2, 0, true)]
    [InlineData(2, 1, false)]
    [InlineData(3, ushort.MaxValue, true)]
    [InlineData(4, 0, true)]
    [InlineData(4, 1, false)]
    [InlineData(5, 0, false)]
    [InlineData(255, 0, false)]
    public void A_chunk_id_has_one_of_four_kinds_and_an_index_no_number(byte kind, ushort number, bool valid)
    {
        foreach (string name in (string[])["request", "piece", "cancel", "reject"])
        {
            byte[] body = Samples.Body(name);
            body[5] = kind;
            BinaryPrimitives.WriteUInt16BigEndian(body.AsSpan(10), number);

            Assert.Equal(valid ? body : null, Decoders.All[name](body));
        }
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 0)]
    [InlineData(65_534, 65_534)]
    [InlineData(65_535, 65_534)]
    [InlineData(long.MaxValue / TimeSpan.TicksPerMillisecond, 65_534)]
    public void A_deadline_is_brought_into_the_range_of_its_field(long wantedMs, long readMs)
    {
        Request wanted = new(Samples.Chunk(ChunkKind.Delta, 0), new TimeSpan(wantedMs * TimeSpan.TicksPerMillisecond));
        byte[] body = Samples.Written(w => Samples.Live.Request(w, wanted))[LiveMessageWriter.HeaderBytes..];

        Assert.True(Request.TryRead(body, out Request read));
        Assert.Equal(TimeSpan.FromMilliseconds(readMs), read.Deadline);
    }

    [Fact]
    public void A_request_without_deadline_has_none_and_flags_are_reserved()
    {
        byte[] body = Samples.Body("request without deadline");
        Assert.True(Request.TryRead(body, out Request read));
        Assert.Null(read.Deadline);

        body[^1] = 1;
        Assert.False(Request.TryRead(body, out _));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(ushort.MaxValue)]
    public void A_bitfield_has_exactly_the_bits_of_its_count(ushort count)
    {
        int bytes = (count + 7) / 8;
        byte[] body = new byte[11 + bytes];
        Samples.Body("bitfield").AsSpan(0, 9).CopyTo(body);
        BinaryPrimitives.WriteUInt16BigEndian(body.AsSpan(9), count);
        Assert.True(BitfieldMessage.TryRead(body, out BitfieldMessage read));
        Assert.Equal(count, read.Count);

        Assert.False(BitfieldMessage.TryRead([.. body, 0], out _));
        Assert.False(BitfieldMessage.TryRead(body.AsSpan(0, body.Length - 1), out _));
        if (count % 8 != 0)
        {
            body[^1] = 1;
            Assert.False(BitfieldMessage.TryRead(body, out _));
        }
    }

    [Fact]
    public void The_first_chunk_of_a_bitfield_is_the_highest_bit()
    {
        Assert.True(BitfieldMessage.TryRead(Samples.Body("bitfield"), out BitfieldMessage read));

        List<int> chunks = [];
        for (int chunk = 0; chunk < read.Count; chunk++)
        {
            if (read[chunk]) chunks.Add(chunk);
        }

        Assert.Equal([0, 2, 9, 10], chunks);
    }

    [Fact]
    public void Fifty_peers_are_read_and_fifty_one_refused()
    {
        PeerAddress[] peers = [.. Enumerable.Range(1, 51).Select(i => Samples.PeerIPv4.WithPort((ushort)i))];
        byte[] body = Samples.Written(w => Samples.Live.Peers(w, peers))[LiveMessageWriter.HeaderBytes..];
        List<PeerAddress> read = [];
        Assert.True(PeersMessage.TryRead(body, read));
        Assert.Equal(peers.Take(50), read);

        byte[] tooMany = [51, .. body.AsSpan(1), .. body.AsSpan(1, 7)];
        Assert.False(PeersMessage.TryRead(tooMany, read));
        Assert.Equal(50, read.Count);
    }

    [Fact]
    public void Peers_without_a_port_are_passed_over_and_other_families_refused()
    {
        List<PeerAddress> read = [];
        Assert.True(PeersMessage.TryRead([0], read));
        Assert.True(PeersMessage.TryRead([2, 4, 1, 2, 3, 4, 0, 0, 4, 1, 2, 3, 4, 0, 1], read));
        Assert.Equal([Samples.Address("1.2.3.4:1")], read);

        Assert.False(PeersMessage.TryRead([1, 5, 1, 2, 3, 4, 0, 1], read));
        Assert.False(PeersMessage.TryRead([0, 4, 1, 2, 3, 4, 0, 1], read));
        Assert.Single(read);
    }

    [Fact]
    public void A_goodbye_for_a_reason_we_do_not_know_is_still_one()
    {
        for (int reason = 0; reason <= 255; reason++)
        {
            Assert.True(Goodbye.TryRead([(byte)reason], out Goodbye read));
            Assert.Equal(reason <= 6 ? (GoodbyeReason)reason : GoodbyeReason.Unknown, read.Reason);
        }
    }

    [Theory]
    [InlineData(0, 0x0001_FFFFu, true)]
    [InlineData(0, 0x0002_0000u, false)]
    [InlineData(0, 0x8000_0000u, false)]
    [InlineData(4, 0x0001_FFFFu, true)]
    [InlineData(4, 0x0002_0000u, false)]
    [InlineData(4, uint.MaxValue, false)]
    [InlineData(8, 0u, true)]
    [InlineData(8, uint.MaxValue, true)]
    public void A_standing_request_names_seventeen_stripes_and_any_uplink(int offset, uint value, bool valid)
    {
        byte[] body = Samples.Body("standing");
        BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(offset), value);

        Assert.Equal(valid ? body : null, Decoders.All["standing"](body));
    }

    [Theory]
    [InlineData(12, 3)]
    [InlineData(21, 15)]
    public void A_standing_request_has_two_flags_and_half_a_byte_for_the_depth_of_manifests(int offset, byte greatest)
    {
        byte[] body = Samples.Body("standing");
        for (int value = 0; value <= 255; value++)
        {
            body[offset] = (byte)value;
            Assert.Equal(value <= greatest ? body : null, Decoders.All["standing"](body));
        }
    }

    [Fact]
    public void The_first_depth_of_a_standing_request_is_the_low_half_of_its_byte()
    {
        Assert.True(Standing.TryRead(Samples.Body("standing"), out Standing read));
        Assert.Equal(Samples.Standing, read);

        byte[] depths = Samples.Body("standing")[13..];
        Assert.Equal((0xF1, 0x2F, 3), (depths[0], depths[4], depths[8])); // stripes 0 and 1, 8 and 9, manifests
    }
}
