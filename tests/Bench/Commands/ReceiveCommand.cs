using System.Buffers;
using System.CommandLine;
using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using ScreenShare.Bench.Measuring;
using ScreenShare.Swarm;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Node;
using ScreenShare.Swarm.Playout;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Bench.Commands;

/// <summary><c>receive</c>: a viewer's node fed by a source's in one thread, without sockets: time and bytes allocated per chunk
/// received.</summary>
internal static class ReceiveCommand
{
    private const int Slots = 128;
    private const int PayloadBytes = 8000; // two records a chunk of 16 KiB
    private static readonly PeerAddress SourceAddress = PeerAddress.FromIPv4(0x0A000001, 5000);
    private static readonly PeerAddress ViewerAddress = PeerAddress.FromIPv4(0x0A000002, 5000);

    public static Command Create()
    {
        var frames = new Option<int>("--frames") { DefaultValueFactory = _ => 400 };
        var json = new Option<bool>("--json");
        var command = new Command("receive", "Allocations and time per chunk on the receiving path of a node, without sockets")
        {
            frames, json,
        };
        command.SetAction(parse =>
        {
            Run(parse.GetValue(frames), parse.GetValue(json));
            return 0;
        });
        return command;
    }

    private static void Run(int frames, bool json)
    {
        using var keys = BroadcasterKeys.Create();
        using var verifier = new ContentVerifier();
        using var publisher = new Publisher(
            keys, new StreamParameters(Slots, StreamParameters.ChunkCapacityUsual, []), BroadcasterKeys.CreateSessionId(),
            DateTimeOffset.UnixEpoch.AddYears(50));
        Instant now = Instant.Zero;
        var source = new SwarmNode(
            new SwarmOptions(), new SwarmMembership(keys.Public.Infohash, keys.Public, IsSource: true), Services(1, verifier), now);
        var viewer = new SwarmNode(
            new SwarmOptions(), new SwarmMembership(keys.Public.Infohash, null, IsSource: false), Services(2, verifier), now);
        var wire = new Wire(source, viewer);
        viewer.AddPeers([SourceAddress], now);
        viewer.TryTakeDial(out _);
        source.HandleConnected(new ConnectionId(1), ViewerAddress, ConnectionSide.Accepted, now);
        viewer.HandleConnected(new ConnectionId(1), SourceAddress, ConnectionSide.Dialled, now);
        wire.Exchange(now);

        SlotPayload[] payloads = Payloads();
        long chunks = 0;
        for (int frame = 0; frame < frames; frame++)
        {
            if (frame == frames / 2)
                (chunks, wire.ReceivedBytes, wire.AllocatedBytes, wire.Received) = (0, 0, 0, TimeSpan.Zero); // warm, and the window is full
            now += TimeSpan.FromMilliseconds(33);
            PublishedFrame published = publisher.Publish(payloads, DateTimeOffset.UnixEpoch.AddYears(50) + (now - Instant.Zero));
            chunks += published.Delta!.Chunks.Length; // every slot changes
            source.Publish(published, now);
            for (int turn = 0; turn < 20; turn++)
            {
                wire.Exchange(now);
                now += TimeSpan.FromMilliseconds(1);
            }

            source.HandleTimeout(now);
            viewer.HandleTimeout(now);
            wire.Exchange(now);
        }

        Tell(wire, chunks, json);
    }

    private static SlotPayload[] Payloads()
    {
        var random = new Random(1);
        var payloads = new SlotPayload[Slots];
        for (int slot = 0; slot < Slots; slot++)
        {
            var payload = new byte[PayloadBytes];
            random.NextBytes(payload);
            payloads[slot] = new SlotPayload(new SlotIndex((ushort)slot), payload);
        }

        return payloads;
    }

    private static void Tell(Wire wire, long chunks, bool json)
    {
        double perChunk = wire.AllocatedBytes / (double)chunks;
        double microseconds = wire.Received.TotalMicroseconds / chunks;
        double rate = wire.ReceivedBytes / 1e6 / wire.Received.TotalSeconds;
        Table.Print(
            $"{chunks} chunks of 16 KiB received, verified and stored; no sockets, one thread",
            ["figure", "value"],
            [
                ["bytes allocated per chunk", Table.Number(perChunk)],
                ["µs per chunk", Table.Number(microseconds)],
                ["MB/s", Table.Number(rate)],
            ]);
        if (json)
        {
            Table.PrintJson(new Dictionary<string, object>
            {
                ["bench"] = "receive",
                ["allocatedPerChunk"] = perChunk,
                ["microsecondsPerChunk"] = microseconds,
                ["megabytesPerSecond"] = rate,
            });
        }
    }

    private static NodeServices Services(int seed, ContentVerifier verifier) => new(new Random(seed), verifier, NullLogger.Instance);

    /// <summary>Carries batches between the two, and measures what the viewer's receiving takes.</summary>
    private sealed class Wire(SwarmNode source, SwarmNode viewer)
    {
        private readonly ArrayBufferWriter<byte> _batch = new(1 << 20);

        public long ReceivedBytes { get; set; }

        public long AllocatedBytes { get; set; }

        public TimeSpan Received { get; set; }

        public void Exchange(Instant now)
        {
            for (bool any = true; any;)
            {
                any = Carry(source, viewer, isMeasured: true, now);
                any |= Carry(viewer, source, isMeasured: false, now);
                while (viewer.TryTakeFrame(out ReleasedFrame? shown))
                    shown!.Dispose(); // taken, so there
            }
        }

        private bool Carry(SwarmNode from, SwarmNode to, bool isMeasured, Instant now)
        {
            if (!from.TryTransmit(_batch, out Transmit transmit, now)) return false;
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            to.HandleReceived(transmit.Connection, _batch.WrittenSpan, now);
            if (isMeasured)
            {
                Received += Stopwatch.GetElapsedTime(start);
                AllocatedBytes += GC.GetAllocatedBytesForCurrentThread() - allocated;
                ReceivedBytes += _batch.WrittenCount;
            }

            from.HandleSent(transmit.Connection, now);
            _batch.ResetWrittenCount();
            return true;
        }
    }
}
