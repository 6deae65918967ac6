using ScreenShare.Frames;
using ScreenShare.Frames.Layers;
using ScreenShare.Frames.Tiles;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Broadcaster.Tests.Startup;

public class ChunkSizeTests
{
    [Fact]
    public void The_smallest_chunk_holds_a_raw_tile()
    {
        int raw = TileEncoder.PayloadBytesMax(TileGrid.TileEdgeDefault, TileGrid.TileEdgeDefault);

        Assert.True(RecordCipher.RecordBytes(raw) <= StreamParameters.ChunkCapacityUsual);
    }

    [Fact]
    public void The_largest_picture_has_no_more_tiles_than_a_stream_has_slots() =>
        Assert.True(new StreamLayout(new PictureSize(PictureSize.EdgeMax, PictureSize.EdgeMax)).SlotCount <= StreamParameters.SlotsMax);
}
