using System.Text;
using ScreenShare.Broadcaster.Rooms;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Broadcaster.Tests.Rooms;

public sealed class RoomTextTests
{
    private static readonly byte[] Secrets = [.. Enumerable.Range(0, BroadcasterKeys.SecretBytes).Select(i => (byte)i)];
    private static readonly byte[] Written = new RoomText(Secrets, 17).Write();

    [Theory]
    [InlineData(0)]
    [InlineData(1_764_000_000_000)]
    [InlineData(RoomText.LastStartMax)]
    public void What_is_written_is_read(long lastStart)
    {
        Assert.True(RoomText.TryRead(new RoomText(Secrets, lastStart).Write(), out RoomText? read, out string problem));

        Assert.Equal(("", lastStart), (problem, read!.LastStart));
        Assert.Equal(Secrets, read.Secrets);
    }

    [Fact]
    public void No_truncation_and_no_addition_is_read()
    {
        for (int length = 0; length < Written.Length; length++) AssertRefused(Written[..length]);
        AssertRefused([.. Written, (byte)'\n']);
        AssertRefused(new byte[RoomText.BytesMax + 1]);
    }

    [Fact]
    public void No_changed_bit_is_read()
    {
        for (int bit = 0; bit < Written.Length * 8; bit++)
        {
            byte[] changed = [.. Written];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            AssertRefused(changed);
        }
    }

    [Fact]
    public void A_start_beyond_the_last_is_refused() =>
        AssertRefused(new RoomText(new byte[BroadcasterKeys.SecretBytes], RoomText.LastStartMax + 1).Write());

    [Fact]
    public void Another_versions_file_is_told_apart()
    {
        Assert.False(RoomText.TryRead(Encoding.ASCII.GetBytes("ScreenShare room 2\nmore\n"), out _, out string problem));
        Assert.Equal("is another version's", problem);
    }

    private static void AssertRefused(byte[] bytes)
    {
        Assert.False(RoomText.TryRead(bytes, out RoomText? room, out string problem));
        Assert.Null(room);
        Assert.NotEmpty(problem);
    }
}
