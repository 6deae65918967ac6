using System.Buffers;
using BenchmarkDotNet.Attributes;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Wire;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Benchmarks;

/// <summary>Cutting messages out of what a connection has sent; the figures are per message.</summary>
public class MessageReading
{
    private const int Messages = 64;

    private static readonly LiveMessageWriter Writer = new(MessageIds.OurLive);

    private readonly ArrayBufferWriter<byte> _haves = new();
    private readonly ArrayBufferWriter<byte> _pieces = new();

    [GlobalSetup]
    public void Write()
    {
        var session = new SessionTag(1);
        var data = new byte[StreamParameters.ChunkCapacityUsual];
        for (ushort i = 0; i < Messages; i++)
        {
            Writer.Have(_haves, new Have(session, TrackId.Full, FrameNumber.First, i));
            Writer.Piece(_pieces, new ChunkId(session, TrackId.Full, ChunkKind.Delta, FrameNumber.First, i), data);
        }
    }

    [Benchmark(OperationsPerInvoke = Messages)]
    public int Haves()
    {
        int sum = 0;
        for (ReadOnlySpan<byte> rest = _haves.WrittenSpan; !rest.IsEmpty;)
        {
            MessageReader.TryRead(rest, out WireMessage message, out int consumed, out _);
            if (Have.TryRead(message.Body, out Have have)) sum += have.Chunk;
            rest = rest[consumed..];
        }

        return sum;
    }

    /// <summary>Borrowed, not copied: the size of the data makes no difference.</summary>
    [Benchmark(OperationsPerInvoke = Messages)]
    public int Pieces()
    {
        int sum = 0;
        for (ReadOnlySpan<byte> rest = _pieces.WrittenSpan; !rest.IsEmpty;)
        {
            MessageReader.TryRead(rest, out WireMessage message, out int consumed, out _);
            if (PieceMessage.TryRead(message.Body, out PieceMessage piece)) sum += piece.Data.Length;
            rest = rest[consumed..];
        }

        return sum;
    }
}
