using System.Buffers;
using System.Buffers.Binary;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Wire;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Chaos.Tests;

/// <summary>Messages that are begun and not finished, or finished byte by byte.</summary>
public sealed class UnfinishedTests : IDisposable
{
    private readonly Scene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void What_nobody_finishes_holds_no_more_than_its_room_and_the_oldest_gives_way()
    {
        _scene.ConnectViewerToSource();
        _scene.Publish();
        var dripping = new List<HostilePeer>();
        for (int i = 0; i < 24; i++)
        {
            HostilePeer hostile = _scene.ConnectedHostile(_scene.Source);
            hostile.Say(Begun(900_000));
            _scene.Exchange();
            dripping.Add(hostile);
            _scene.Run(TimeSpan.FromMilliseconds(1));
        }

        Assert.True(dripping[^1].IsConnected);
        Assert.False(dripping[0].IsConnected);
        Assert.InRange(dripping.Count(each => each.IsConnected), 12, 20);
        _scene.Broadcast(10);
        _scene.AssertPictureIsExact();
    }

    [Fact]
    public void A_message_that_comes_byte_by_byte_is_read_as_if_it_had_come_at_once()
    {
        _scene.ConnectViewerToSource();
        _scene.Broadcast(3);
        HostilePeer slow = _scene.ConnectedHostile(_scene.Source);
        int told = slow.CountHeard(LiveMessageType.Reject);
        var asked = new ArrayBufferWriter<byte>();
        HostilePeer.Writer.Request(asked, new Request(slow.Id(ChunkKind.Delta, new FrameNumber(1000)), TimeSpan.Zero));
        var bytes = new List<byte>(new byte[4]); // a keep-alive before it
        bytes.AddRange(asked.WrittenSpan);

        foreach (byte one in bytes)
        {
            slow.Say(new[] { one });
            _scene.Exchange();
        }

        Assert.Equal(told + 1, slow.CountHeard(LiveMessageType.Reject));
        Assert.True(slow.IsConnected);
    }

    /// <summary>A piece of the greatest length, up to some bytes of it.</summary>
    private static byte[] Begun(int bytes)
    {
        var begun = new byte[bytes];
        BinaryPrimitives.WriteUInt32BigEndian(begun, MessageReader.MessageBytesMax);
        begun[4] = MessageIds.Extended;
        begun[5] = MessageIds.OurLive;
        begun[6] = (byte)LiveMessageType.Piece;
        return begun;
    }
}
