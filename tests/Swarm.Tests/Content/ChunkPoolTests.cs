using ScreenShare.Swarm.Content;

namespace ScreenShare.Swarm.Tests.Content;

public sealed class ChunkPoolTests
{
    private const byte Poison = 0xDB;

    private readonly ChunkPool _pool = new(poisons: true);

    [Fact]
    public void What_everybody_has_let_go_of_is_used_again()
    {
        StoredChunk first = Keep([1, 2, 3]);
        first.Buffer!.Hold();
        first.Buffer.LetGo();
        StoredChunk second = Keep([4, 5, 6]);
        Assert.NotSame(first.Buffer, second.Buffer);

        first.Buffer.LetGo();

        Assert.Equal([Poison, Poison, Poison], first.Bytes.ToArray());
        Assert.Same(first.Buffer, Keep([7]).Buffer);
    }

    [Theory]
    [InlineData(1, 256)]
    [InlineData(256, 256)]
    [InlineData(257, 512)]
    [InlineData(16_384, 16_384)]
    [InlineData(StreamParameters.ChunkCapacityMax, StreamParameters.ChunkCapacityMax)]
    public void A_chunk_takes_the_next_power_of_two(int bytes, int taken)
    {
        StoredChunk chunk = Keep(new byte[bytes]);
        Assert.Equal(taken, chunk.Buffer!.Span.Length);
        Assert.Equal(bytes, chunk.Bytes.Length);

        chunk.Buffer.LetGo();

        Assert.Equal(taken, _pool.FreeBytes);
    }

    [Fact]
    public void What_was_not_needed_for_a_while_is_given_up()
    {
        StoredChunk[] chunks = [Keep([1]), Keep([2]), Keep([3])];
        Instant now = Instant.Zero;
        foreach (StoredChunk chunk in chunks)
            chunk.Buffer!.LetGo();
        for (int i = 0; i < 4; i++)
        {
            now += TimeSpan.FromSeconds(6);
            _pool.HandleTick(now);
            Keep([4]).Buffer!.LetGo(); // one is needed all the time
        }

        Assert.Equal(256, _pool.FreeBytes);
    }

    [Fact]
    public void A_chunk_set_keeps_its_chunks_until_the_last_that_holds_it_lets_go()
    {
        ChunkSet set = SetOfTwo();
        StoredChunk chunk = Keep([1]);
        set.SetChunk(0, chunk);
        set.Hold();

        set.LetGo();
        Assert.Equal([1], chunk.Bytes.ToArray());
        set.LetGo();

        Assert.Equal([Poison], chunk.Bytes.ToArray());
        Assert.True(set.Held.IsEmpty);
    }

    [Fact]
    public void What_arrives_for_a_set_that_nobody_holds_is_not_stored()
    {
        ChunkSet set = SetOfTwo();
        set.LetGo();

        set.SetChunk(0, Keep([1]));

        Assert.True(set.Held.IsEmpty);
        Assert.Equal(256, _pool.FreeBytes);
    }

    [Fact]
    public void A_chunk_that_is_there_already_is_not_kept_twice()
    {
        ChunkSet set = SetOfTwo();
        set.SetChunk(0, Keep([1]));

        set.SetChunk(0, Keep([1]));

        Assert.Equal(256, _pool.FreeBytes);
        Assert.Equal([1], set.Chunk(0).Bytes.ToArray());
    }

    private StoredChunk Keep(byte[] bytes) => _pool.Keep(bytes, default);

    private static ChunkSet SetOfTwo()
    {
        var set = new ChunkSet(ChunkKind.Delta, FrameNumber.First, 1, default);
        set.SetIndex(new FrameIndex(FrameNumber.First, [0], [new(1, default, 0, 1), new(1, default, 1, 1)], [0, 1], origins: null));
        return set;
    }
}
