using System.Buffers;
using ScreenShare.Frames.Layers;
using ScreenShare.Frames.Tiles;

namespace ScreenShare.Frames.Tests.Layers;

public sealed class StreamLayoutTests
{
    [Theory]
    [InlineData(1, 1, 16)]
    [InlineData(1920, 1080, 64)]
    [InlineData(8192, 8192, 128)]
    public void What_is_written_is_read(int width, int height, int edge)
    {
        var layout = new StreamLayout(new PictureSize(width, height), edge);
        var bytes = new ArrayBufferWriter<byte>();
        layout.Write(bytes);

        Assert.True(StreamLayout.TryRead(bytes.WrittenSpan, out StreamLayout? read));

        Assert.Equal(layout, read);
        Assert.Equal(new TileGrid(new PictureSize(width, height), edge), read.Grid);
    }

    [Fact]
    public void The_bytes_are_version_width_height_and_edge()
    {
        var bytes = new ArrayBufferWriter<byte>();
        new StreamLayout(new PictureSize(1920, 1080)).Write(bytes);

        Assert.Equal("02078004" + "3840", Convert.ToHexString(bytes.WrittenSpan));
    }

    [Fact]
    public void The_slots_are_the_tiles_and_then_the_layers()
    {
        var layout = new StreamLayout(new PictureSize(100, 100));

        Assert.Equal(4 + 3, layout.SlotCount);
        Assert.Equal(4, layout.SlotOf(Frames.Layers.StreamLayer.PointerPosition));
        Assert.Equal(6, layout.SlotOf(Frames.Layers.StreamLayer.Notice));
    }

    [Fact]
    public void Every_truncation_and_a_byte_too_many_are_refused()
    {
        byte[] bytes = [2, 7, 0x80, 4, 0x38, 64, 0];

        for (int length = 0; length <= bytes.Length; length++)
            Assert.Equal(length == StreamLayout.LengthBytes, StreamLayout.TryRead(bytes.AsSpan(0, length), out _));
    }

    [Theory]
    [InlineData("020001000110", true)] // The least of everything.
    [InlineData("022000200080", true)] // The most.
    [InlineData("000780043840", false)] // Version 0.
    [InlineData("010780043840", false)] // The version before, and the one after.
    [InlineData("030780043840", false)]
    [InlineData("020000043840", false)] // Width 0, above the most, and all ones.
    [InlineData("022001043840", false)]
    [InlineData("02FFFF043840", false)]
    [InlineData("020780000040", false)] // Height likewise.
    [InlineData("020780200140", false)]
    [InlineData("020780FFFF40", false)]
    [InlineData("020780043800", false)] // Edge 0, below the least, off the step, above the most.
    [InlineData("02078004380F", false)]
    [InlineData("020780043841", false)]
    [InlineData("020780043890", false)]
    public void Each_field_is_held_to_its_limits(string bytes, bool accepted)
    {
        Assert.Equal(accepted, StreamLayout.TryRead(Convert.FromHexString(bytes), out StreamLayout? layout));
        Assert.Equal(accepted, layout is not null);
    }

    [Fact]
    public void Ten_thousand_mutations_never_throw()
    {
        foreach (byte[] bytes in Mutations.Of([2, 7, 0x80, 4, 0x38, 64], seed: 11))
        {
            if (StreamLayout.TryRead(bytes, out StreamLayout? layout)) Assert.InRange(layout.Grid.Count, 1, 512 * 512);
        }
    }
}
