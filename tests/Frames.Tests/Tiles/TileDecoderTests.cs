using System.Buffers.Binary;
using System.IO.Compression;
using ScreenShare.Frames.Tiles;

namespace ScreenShare.Frames.Tests.Tiles;

public sealed class TileDecoderTests
{
    private static readonly TileRectangle Tile = new(64, 64, 64, 64);

    private readonly TileDecoder _decoder = new();
    private readonly Picture _before = Pictures.Make(new PictureSize(192, 192), Content.Noise, seed: 1);
    private readonly Picture _target = Pictures.Make(new PictureSize(192, 192), Content.Noise, seed: 1);

    [Theory]
    [EachContent]
    public void Every_truncation_is_refused_and_changes_nothing(Content content)
    {
        byte[] payload = Encode(content);

        for (int length = 0; length < payload.Length; length++) AssertRefused(payload.AsSpan(0, length));
    }

    [Theory]
    [EachContent]
    public void A_byte_too_many_is_refused(Content content)
    {
        byte[] payload = Encode(content);

        AssertRefused([.. payload, 0]);
    }

    [Fact]
    public void Ten_thousand_mutations_never_throw_and_never_touch_a_pixel_outside_the_tile()
    {
        byte[][] payloads = [.. Enum.GetValues<Content>().Select(Encode)];

        foreach (byte[] payload in Mutations.Of(payloads, seed: 20240607, Mutations.Count))
        {
            bool shown = _decoder.TryDecode(payload, _target, Tile, out RecordViolation violation);

            Assert.Equal(shown, violation == RecordViolation.None);
            Assert.NotEqual(RecordViolation.NotChecked, violation);
            AssertUntouchedOutside();
            _before.CopyTo(_target);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(255)]
    public void A_kind_that_is_reserved_or_nonsense_is_unknown(byte kind)
    {
        AssertRefused([kind, 1, 2, 3], RecordViolation.UnknownKind);
    }

    [Fact]
    public void Nothing_at_all_is_empty_and_more_than_raw_is_too_long()
    {
        AssertRefused([], RecordViolation.Empty);
        AssertRefused(new byte[TileEncoder.PayloadBytesMax(64, 64) + 1], RecordViolation.TooLong);
    }

    [Theory]
    [InlineData(1_000_000)]
    [InlineData(64 * 193 + 1)]
    [InlineData(64 * 193 - 1)]
    [InlineData(1)]
    public void A_stream_that_inflates_to_another_length_is_refused_within_the_limit(int inflatedBytes)
    {
        byte[] payload = [(byte)RecordKind.TrueColour, .. Zlib(new byte[inflatedBytes])];
        AssertRefused(payload, RecordViolation.WrongInflatedLength);

        long before = GC.GetAllocatedBytesForCurrentThread();
        _decoder.TryDecode(payload, _target, Tile, out _);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(255)]
    public void A_filter_that_png_does_not_have_is_refused(byte filter)
    {
        var rows = new byte[64 * 193];
        rows[193 * 63] = filter;

        AssertRefused([(byte)RecordKind.TrueColour, .. Zlib(rows)], RecordViolation.BadFilter);
    }

    [Fact]
    public void An_index_past_the_end_of_the_palette_is_refused()
    {
        var rows = new byte[64 * 33]; // Three to sixteen colours take four bits; five here.
        rows[33 * 20 + 8] = 0x05;

        AssertRefused([(byte)RecordKind.Indexed, 4, .. new byte[15], .. Zlib(rows)], RecordViolation.BadIndex);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(255)]
    public void A_number_of_colours_that_the_rest_does_not_hold_is_refused(byte coloursLessOne)
    {
        AssertRefused([(byte)RecordKind.Indexed, coloursLessOne], RecordViolation.WrongLength);
        AssertRefused([(byte)RecordKind.Indexed, coloursLessOne, .. new byte[3 * (coloursLessOne + 1) - 1]], RecordViolation.WrongLength);
        AssertRefused([(byte)RecordKind.Indexed, coloursLessOne, .. new byte[3 * (coloursLessOne + 1)]], RecordViolation.BadZlib);
    }

    [Fact]
    public void A_stream_with_a_preset_dictionary_or_a_wrong_checksum_is_refused()
    {
        byte[] zlib = Zlib(new byte[64 * 193]);
        byte[] dictionary = [.. zlib];
        BinaryPrimitives.WriteUInt16BigEndian(dictionary, 0x78BB);
        byte[] checksum = [.. zlib];
        checksum[^1] ^= 1;

        AssertRefused([(byte)RecordKind.TrueColour, .. dictionary], RecordViolation.BadZlib);
        AssertRefused([(byte)RecordKind.TrueColour, .. checksum], RecordViolation.BadZlib);
    }

    private static byte[] Encode(Content content) => Pictures.Encode(Pictures.Make(new PictureSize(64, 64), content, seed: 2));

    private static byte[] Zlib(byte[] data)
    {
        using var bytes = new MemoryStream();
        using (var deflate = new ZLibStream(bytes, CompressionLevel.Optimal, leaveOpen: true)) deflate.Write(data);
        return bytes.ToArray();
    }

    private void AssertRefused(ReadOnlySpan<byte> payload, RecordViolation? expected = null)
    {
        Assert.False(_decoder.TryDecode(payload, _target, Tile, out RecordViolation violation), $"{payload.Length} bytes were accepted.");

        Assert.NotEqual(RecordViolation.None, violation);
        if (expected is not null) Assert.Equal(expected, violation);
        Assert.True(_before.Pixels.SequenceEqual(_target.Pixels), "A refused payload changed the picture.");
    }

    private void AssertUntouchedOutside()
    {
        ReadOnlySpan<uint> before = Pictures.PixelsOf(_before);
        ReadOnlySpan<uint> after = Pictures.PixelsOf(_target);
        for (int i = 0; i < after.Length; i++)
        {
            (int y, int x) = Math.DivRem(i, 192);
            bool inside = x is >= 64 and < 128 && y is >= 64 and < 128;
            if (!inside && before[i] != after[i]) Assert.Fail($"Pixel {x},{y} was touched.");
            if (after[i] < 0xFF000000) Assert.Fail($"Pixel {x},{y} is not opaque.");
        }
    }
}
