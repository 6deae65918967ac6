using ScreenShare.Swarm.Peers.Sessions;
using ScreenShare.Swarm.Wire;

namespace ScreenShare.Swarm.Tests.Peers.Sessions;

public sealed class ReceiveBufferTests
{
    private readonly ReceiveRoom _room = new();

    [Fact]
    public void A_message_that_comes_in_bits_and_pieces_is_put_together_as_it_was()
    {
        var random = new Random(1);
        var message = new byte[MessageReader.LengthBytes + MessageReader.MessageBytesMax];
        random.NextBytes(message);
        var buffer = new ReceiveBuffer();

        for (int at = 0; at < message.Length;)
        {
            int some = Math.Min(random.Next(1, 70_000), message.Length - at);
            Assert.Equal(some, buffer.Append(message.AsSpan(at, some), _room, Instant.Zero));
            at += some;
        }

        Assert.True(buffer.Whole().SequenceEqual(message));
    }

    [Fact]
    public void A_byte_more_of_a_long_message_costs_no_more_than_one_of_a_short_one()
    {
        var buffer = new ReceiveBuffer();
        buffer.Append(new byte[900_000], _room, Instant.Zero);
        byte[] one = [1];
        buffer.Append(one, _room, Instant.Zero);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 5000; i++)
            buffer.Append(one, _room, Instant.Zero);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, ReceiveRoom.PartBytes + 100); // at most a part for so many
    }

    [Fact]
    public void All_buffers_together_hold_no_more_than_the_room_and_give_back_what_is_read()
    {
        var buffers = new List<ReceiveBuffer>();
        int taken;
        do
        {
            var buffer = new ReceiveBuffer();
            buffers.Add(buffer);
            taken = buffer.Append(new byte[1 << 20], _room, Instant.Zero);
        }
        while (taken == 1 << 20);

        Assert.Equal(ReceiveRoom.PartsMax * ReceiveRoom.PartBytes, buffers.Sum(buffer => buffer.HeldBytes));
        foreach (ReceiveBuffer buffer in buffers)
            buffer.Clear();
        Assert.All(
            Enumerable.Range(0, 16), _ => Assert.Equal(1_000_000, new ReceiveBuffer().Append(new byte[1_000_000], _room, Instant.Zero)));
    }
}
