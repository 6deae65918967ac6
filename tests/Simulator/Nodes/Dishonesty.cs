using System.Buffers;
using System.Buffers.Binary;
using ScreenShare.Swarm.Wire;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Simulator.Nodes;

/// <summary>
/// Makes a real node a liar or a free rider: rewrites what it sends, message by message. The node itself knows nothing of it. What is left
/// of a batch is never empty, so that its sending is reported: a keep-alive stands for nothing.
/// </summary>
internal sealed class Dishonesty(Conduct conduct)
{
    /// <param name="batch">Whole messages, the handshake first on a new connection.</param>
    public void Rewrite(ReadOnlySpan<byte> batch, IBufferWriter<byte> output)
    {
        bool isEmpty = true;
        while (!batch.IsEmpty)
        {
            bool isHandshake = batch[0] != 0; // a length field begins with 0
            int length = isHandshake ? Handshake.Bytes : MessageReader.LengthBytes + (int)BinaryPrimitives.ReadUInt32BigEndian(batch);
            isEmpty &= !Pass(batch[..length], isHandshake, output);
            batch = batch[length..];
        }

        if (isEmpty) output.Write<byte>([0, 0, 0, 0]);
    }

    private bool Pass(ReadOnlySpan<byte> message, bool isHandshake, IBufferWriter<byte> output)
    {
        // Extended ids below 3 are BEP 10's own and peer exchange; each node gives its live messages the same number.
        bool isLive = !isHandshake && message.Length >= LiveMessageWriter.HeaderBytes && message[4] == MessageIds.Extended
            && message[5] == MessageIds.OurLive;
        LiveMessageType type = isLive ? (LiveMessageType)message[6] : LiveMessageType.None;
        switch (conduct, type)
        {
            case (Conduct.FreeRider, LiveMessageType.Piece or LiveMessageType.Reject):
            case (Conduct.FalseHaves, LiveMessageType.Reject):
                return false;
            case (Conduct.WrongPieces, LiveMessageType.Piece):
                Span<byte> wrong = output.GetSpan(message.Length);
                message.CopyTo(wrong);
                wrong[message.Length - 1] ^= 1;
                output.Advance(message.Length);
                return true;
            case (Conduct.FalseHaves, LiveMessageType.Have):
                output.Write(message);
                ClaimTheOthers(message, output);
                return true;
            default:
                output.Write(message);
                return true;
        }
    }

    /// <summary>Who has one chunk of a frame says it has all before it, too.</summary>
    private static void ClaimTheOthers(ReadOnlySpan<byte> message, IBufferWriter<byte> output)
    {
        if (!Have.TryRead(message[LiveMessageWriter.HeaderBytes..], out Have have)) return;
        var writer = new LiveMessageWriter(MessageIds.OurLive);
        for (int chunk = 0; chunk < have.Chunk; chunk++)
            writer.Have(output, have with { Chunk = (ushort)chunk });
    }
}
