using System.Buffers;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Wire;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Tests.Wire;

/// <summary>The values of the protocol's test vectors (section 10), and the messages made of them by our writers.</summary>
internal static class Samples
{
    public static readonly SessionTag Session = new(0xA1B2C3D4);
    public static readonly FrameNumber Frame = new(258);
    public static readonly LiveMessageWriter Live = new(MessageIds.OurLive);

    public static readonly PeerAddress PeerIPv4 = Address("192.0.2.1:6881");
    public static readonly PeerAddress PeerIPv6 = Address("[2001:db8::1]:6882");
    public static readonly PeerAddress Dropped = Address("192.0.2.9:1");

    public static readonly Handshake Handshake = new(
        Infohash.Read(Counting(Infohash.Bytes)), PeerId.Read("-SS0100-abcdefghijkl"u8), SupportsExtensions: true);

    public static readonly ExtensionHandshake ExtensionHandshake = new()
    {
        LiveId = MessageIds.OurLive,
        PexId = MessageIds.OurPeerExchange,
        ListenPort = 6881,
        Client = "ScreenShare 0.1",
        RequestQueue = 64,
        YourIp = Address("203.0.113.7:1").WithPort(0),
        PublicKey = Counting(PublicKey.Bytes),
        UploadLimitBytesPerSecond = 1_000_000,
        Token = ConnectionToken.Read(Counting(ConnectionToken.Bytes)),
    };

    public static readonly Standing Standing = new(
        default(StripeSet).With(0).With(9).With(Stripes.Manifests), default(StripeSet).With(1), UplinkBytesPerSecond: 1_250_000,
        TakesOffers: true, HavesMayWait: true, StripeDepths.Nowhere.With(0, 1).With(9, 2).With(Stripes.Manifests, 3),
        PassedOn: default(StripeSet).With(9), Burden: 5, default(StripeCounts).With(9, 5));

    /// <summary>By the names of section 10.</summary>
    public static IReadOnlyDictionary<string, byte[]> Messages { get; } = new Dictionary<string, byte[]>
    {
        ["handshake"] = Written(Handshake.Write),
        ["keep-alive"] = new byte[4],
        ["extension handshake"] = Written(ExtensionHandshake.Write),
        ["peer exchange"] = Written(output =>
            PeerExchangeMessage.Write(output, MessageIds.OurPeerExchange, [PeerIPv4, PeerIPv6], [Dropped])),
        ["manifest request"] = Written(output => Live.ManifestRequest(output, new(Session, TrackId.Full, Frame, new(513)))),
        ["have"] = Written(output => Live.Have(output, new(Session, TrackId.Full, Frame, 772))),
        ["bitfield"] = Written(output => Live.Bitfield(output, Session, TrackId.Full, Frame, 11, [0b1010_0000, 0b0110_0000])),
        ["key have"] = Written(output => Live.KeyHave(output, new(Session, TrackId.Full, Frame))),
        ["request"] = Written(output => Live.Request(output, new(Chunk(ChunkKind.Delta, 772), TimeSpan.FromMilliseconds(250)))),
        ["request without deadline"] = Written(output => Live.Request(output, new(Chunk(ChunkKind.KeyFrameIndex, 0), null))),
        ["piece"] = Written(output => Live.Piece(output, Chunk(ChunkKind.KeyFrame, 772), "picture"u8)),
        ["cancel"] = Written(output => Live.Cancel(output, new(Chunk(ChunkKind.DeltaIndex, 0)))),
        ["reject"] = Written(output => Live.Reject(output, new(Chunk(ChunkKind.KeyFrame, 772)))),
        ["peers"] = Written(output => Live.Peers(output, [PeerIPv4, PeerIPv6])),
        ["company"] = Written(output => Live.Company(output, new(3))),
        ["standing"] = Written(output => Live.Standing(output, Standing)),
        ["census"] = Written(output => Live.Census(
            output, Session, epoch: 6, [new(0x01020304, ViewerState.Following), new(0x3FFFFFFF, ViewerState.Behind)])),
        ["twin"] = Written(output => Live.Twin(
            output, Twin.Of((new ConnectionToken(1), new ConnectionToken(2)), (new ConnectionToken(3), new ConnectionToken(4))))),
        ["goodbye"] = Written(output => Live.Goodbye(output, new(GoodbyeReason.Leaving))),
    };

    public static ChunkId Chunk(ChunkKind kind, ushort number) => new(Session, TrackId.Full, kind, Frame, number);

    /// <summary>The body of a sample that is an extended message.</summary>
    public static byte[] Body(string name)
    {
        ReadOutcome outcome = MessageReader.TryRead(Messages[name], out WireMessage message, out _, out _);
        Assert.Equal(ReadOutcome.Complete, outcome);
        return message.Body.ToArray();
    }

    public static byte[] Written(Action<IBufferWriter<byte>> write)
    {
        ArrayBufferWriter<byte> output = new();
        write(output);
        return output.WrittenSpan.ToArray();
    }

    public static PeerAddress Address(string text)
    {
        Assert.True(PeerAddress.TryParse(text, out PeerAddress address));
        return address;
    }

    public static byte[] Counting(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)i)];
}
