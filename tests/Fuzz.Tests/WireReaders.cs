using System.Buffers.Binary;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Tests.Wire;
using ScreenShare.Swarm.Wire;
using ScreenShare.Swarm.Wire.Bencode;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Fuzz.Tests;

/// <summary>What a peer sends: handshakes, messages, and what their bodies hold.</summary>
internal static class WireReaders
{
    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["extension handshake"] = nameof(ExtensionHandshake),
        ["peer exchange"] = nameof(PeerExchangeMessage),
        ["manifest request"] = nameof(ManifestRequest),
        ["have"] = nameof(Have),
        ["bitfield"] = nameof(BitfieldMessage),
        ["key have"] = nameof(KeyHave),
        ["request"] = nameof(Request),
        ["request without deadline"] = nameof(Request),
        ["piece"] = nameof(PieceMessage),
        ["cancel"] = nameof(Cancel),
        ["reject"] = nameof(Reject),
        ["peers"] = nameof(PeersMessage),
        ["company"] = nameof(Company),
        ["standing"] = nameof(Standing),
        ["census"] = nameof(CensusMessage),
        ["twin"] = nameof(Twin),
        ["goodbye"] = nameof(Goodbye),
    };

    public static IEnumerable<FuzzedReader> All =>
    [
        new("messages", ["MessageReader.TryRead"], Streams(), ReadMessages),
        new("handshake", ["Handshake.TryRead"], [Samples.Messages["handshake"]], ReadHandshake),
        new("bencoding", ["BencodeReader.TryReadInteger", "BencodeReader.TryReadBytes"], Bencoded(), SkipValues),
        .. Decoders.All.Select(decoder => Body(decoder.Key, decoder.Value)),
    ];

    private static FuzzedReader Body(string name, Func<byte[], byte[]?> decode) => new(
        name,
        [$"{Bodies[name]}.TryRead"],
        [.. Decoders.All.Keys.Select(Samples.Body).OrderBy(body => body.AsSpan().SequenceEqual(Samples.Body(name)) ? 0 : 1).Take(4)],
        body =>
        {
            // Whatever is accepted can be written again; where there is one spelling only, it is that one.
            byte[]? written = decode(body);
            if (written is not null && Decoders.IsCanonical(name)) Assert.Equal(body, written);
            else if (written is not null) Assert.Equal(written, decode(written));
        })
    {
        AllocatedPerByteMax = 64, // mostly the writing again
    };

    private static byte[][] Streams() =>
        [[.. Samples.Messages.Where(sample => sample.Key != "handshake").SelectMany(sample => sample.Value)], .. Samples.Messages.Values];

    private static byte[][] Bencoded() =>
    [
        "d1:ai-12e1:bl4:spami0e0:e1:cd1:xd1:yleee10:0123456789i9999999999ee"u8.ToArray(),
        Samples.Body("extension handshake"),
        Samples.Body("peer exchange"),
    ];

    private static void ReadMessages(byte[] stream)
    {
        ReadOnlySpan<byte> rest = stream;
        ReadOutcome outcome;
        do
        {
            outcome = MessageReader.TryRead(rest, out WireMessage message, out int consumed, out ProtocolViolation violation);
            Hold.That(outcome == ReadOutcome.Complete == (message.Kind != WireMessageKind.None));
            Hold.That(outcome == ReadOutcome.Invalid == (violation != ProtocolViolation.None));
            Hold.That(outcome != ReadOutcome.Complete || consumed == MessageReader.LengthBytes + BinaryPrimitives.ReadInt32BigEndian(rest));
            rest = rest[consumed..];
        }
        while (outcome == ReadOutcome.Complete);
    }

    private static void ReadHandshake(byte[] bytes)
    {
        ReadOutcome outcome = Handshake.TryRead(bytes, out Handshake handshake, out ProtocolViolation violation);
        Assert.Equal(outcome == ReadOutcome.Invalid, violation != ProtocolViolation.None);
        if (outcome == ReadOutcome.Complete)
            Assert.Equal(bytes.AsSpan(28, Infohash.Bytes), Samples.Written(handshake.Write).AsSpan(28, Infohash.Bytes));
    }

    private static void SkipValues(byte[] bytes)
    {
        BencodeReader reader = new(bytes);
        while (reader.TryReadInteger(out _) || reader.TryReadBytes(out _) || reader.TrySkip())
        {
        }
    }
}
