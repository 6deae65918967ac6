using System.Buffers;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Tests.Node;
using ScreenShare.Swarm.Wire;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Chaos.Tests;

/// <summary>
/// A peer that says what a test tells it to, by the project's own writers or byte by byte, and remembers what it was told. It opens as an
/// honest peer would unless told otherwise, answers each request as <see cref="Answers"/> says, and serves what it has been taught.
/// </summary>
internal sealed class HostilePeer(uint number, Studio studio, ushort port = 6000) : IMemoryGuest
{
    private readonly Dictionary<ChunkId, ReadOnlyMemory<byte>> _content = [];
    private readonly ArrayBufferWriter<byte> _unread = new();
    private bool _handshakeIsRead;
    private bool _hasOpened;

    public PeerAddress Address { get; init; } = PeerAddress.FromIPv4(0x0AFF0000u + number, port);

    public PeerId PeerId { get; init; } = PeerId.Create(new Random((int)number + 1000));

    public bool NamesPort { get; init; } = true;

    /// <summary>Says handshake and extension handshake when a connection opens.</summary>
    public bool Opens { get; init; } = true;

    /// <summary>What becomes of a request; by default it is served if it can be.</summary>
    public Func<ChunkId, Answer> Answers { get; set; } = static _ => Answer.Serve;

    /// <summary>Sees each live message after it has been noted.</summary>
    public Action<LiveMessageType, byte[]>? Hears { get; set; }

    public GuestCable? Cable { get; private set; }

    public List<(LiveMessageType Type, byte[] Body)> Heard { get; } = [];

    public List<ChunkId> Requested { get; } = [];

    public int Connections { get; private set; }

    public bool IsConnected => Cable is { IsOpen: true };

    public GoodbyeReason? ToldGoodbye { get; private set; }

    public static LiveMessageWriter Writer => new(MessageIds.OurLive);

    public int CountHeard(LiveMessageType type) => Heard.Count(message => message.Type == type);

    public void HandleConnected(GuestCable cable)
    {
        Cable = cable;
        Connections++;
        _unread.ResetWrittenCount();
        _handshakeIsRead = false;
        _hasOpened = false;
        if (Opens) Open();
    }

    /// <summary>Handshake and extension handshake, as an honest peer says them.</summary>
    public void Open()
    {
        if (_hasOpened) return;
        _hasOpened = true;
        Say(new Handshake(studio.Keys.Public.Infohash, PeerId, SupportsExtensions: true).Write);
        Say(Extension().Write);
    }

    public ExtensionHandshake Extension() => new()
    {
        LiveId = MessageIds.OurLive,
        PexId = MessageIds.OurPeerExchange,
        ListenPort = NamesPort ? Address.Port : (ushort)0,
        Token = new ConnectionToken(number + 1),
        Client = "Hostile 6.6.6",
        RequestQueue = 512,
        PublicKey = studio.Keys.Public.Point.ToArray(),
    };

    public void Say(Action<IBufferWriter<byte>> message)
    {
        if (IsConnected) message(Cable!.Says); // connected, so there
    }

    public void Say(ReadOnlyMemory<byte> bytes) => Say(output => output.Write(bytes.Span));

    /// <summary>A manifest with its index riding along where it has one.</summary>
    public void SayManifest(PublishedFrame frame) =>
        Say(output => Writer.Manifest(output, frame.Manifest.Bytes, frame.Delta is { } delta ? delta.Index.Bytes.Span : default));

    public void SayManifest(Manifest manifest, ReadOnlyMemory<byte> index = default) =>
        Say(output => Writer.Manifest(output, manifest.Bytes, index.Span));

    public void SayHave(FrameNumber frame, int chunk) =>
        Say(output => Writer.Have(output, new Have(studio.Id.Tag, TrackId.Full, frame, (ushort)chunk)));

    public void SayHaves(PublishedFrame frame)
    {
        for (int c = 0; c < (frame.Delta?.Chunks.Length ?? 0); c++)
            SayHave(frame.Frame, c);
    }

    public void SayBitfield(FrameNumber frame, int count, byte[] bits) =>
        Say(output => Writer.Bitfield(output, studio.Id.Tag, TrackId.Full, frame, (ushort)count, bits));

    public void SayKeyHave(FrameNumber frame) =>
        Say(output => Writer.KeyHave(output, new KeyHave(studio.Id.Tag, TrackId.Full, frame)));

    public void SayRequest(ChunkId chunk) => Say(output => Writer.Request(output, new Request(chunk, TimeSpan.FromMilliseconds(100))));

    public void SayPiece(ChunkId chunk, ReadOnlyMemory<byte> data) => Say(output => Writer.Piece(output, chunk, data.Span));

    public void SayReject(ChunkId chunk) => Say(output => Writer.Reject(output, new Reject(chunk)));

    public ChunkId Id(ChunkKind kind, FrameNumber frame, int number = 0) => new(studio.Id.Tag, TrackId.Full, kind, frame, (ushort)number);

    /// <summary>Lets it serve a frame.</summary>
    public void Learn(PublishedFrame frame)
    {
        Learn(frame.Frame, frame.Delta, ChunkKind.Delta, ChunkKind.DeltaIndex);
        Learn(frame.Frame, frame.KeyFrame, ChunkKind.KeyFrame, ChunkKind.KeyFrameIndex);
    }

    public void Learn(ChunkId chunk, ReadOnlyMemory<byte> bytes) => _content[chunk] = bytes;

    public void HandleReceived(GuestCable cable, ReadOnlyMemory<byte> bytes)
    {
        if (cable != Cable) return;
        _unread.Write(bytes.Span);
        byte[] unread = _unread.WrittenSpan.ToArray();
        _unread.ResetWrittenCount();
        _unread.Write(unread.AsSpan(ReadAll(unread)));
    }

    public void HandleClosed(GuestCable cable)
    {
        if (cable == Cable) Cable = null;
    }

    private int ReadAll(byte[] unread)
    {
        int at = 0;
        if (!_handshakeIsRead && unread.Length >= Handshake.Bytes)
        {
            _handshakeIsRead = true;
            at = Handshake.Bytes;
        }

        while (_handshakeIsRead)
        {
            ReadOutcome outcome = MessageReader.TryRead(unread.AsSpan(at), out WireMessage message, out int consumed, out _);
            if (outcome == ReadOutcome.NeedMore) break;
            Assert.Equal(ReadOutcome.Complete, outcome); // a node never breaks the rules itself
            at += consumed;
            if (message.Kind == WireMessageKind.Live) Hear(message.Live, message.Body.ToArray());
        }

        return at;
    }

    private void Hear(LiveMessageType type, byte[] body)
    {
        Heard.Add((type, body));
        if (type == LiveMessageType.Goodbye && Goodbye.TryRead(body, out Goodbye goodbye)) ToldGoodbye = goodbye.Reason;
        if (type == LiveMessageType.Request && Request.TryRead(body, out Request request)) HandleRequest(request.Chunk);
        Hears?.Invoke(type, body);
    }

    private void HandleRequest(ChunkId chunk)
    {
        Requested.Add(chunk);
        bool knows = _content.TryGetValue(chunk, out ReadOnlyMemory<byte> bytes);
        switch (Answers(chunk))
        {
            case Answer.Serve when knows:
                SayPiece(chunk, bytes);
                break;
            case Answer.Serve or Answer.Reject:
                SayReject(chunk);
                break;
            case Answer.Garble:
                byte[] garbled = knows ? bytes.ToArray() : new byte[1000];
                garbled[^1] ^= 1;
                SayPiece(chunk, garbled);
                break;
            case Answer.Truncate:
                SayPiece(chunk, knows ? bytes[..1] : new byte[1]);
                break;
        }
    }

    private void Learn(FrameNumber frame, PackedFrame? packed, ChunkKind kind, ChunkKind indexKind)
    {
        if (packed is null) return;
        Learn(Id(indexKind, frame), packed.Index.Bytes);
        for (int c = 0; c < packed.Chunks.Length; c++)
            Learn(Id(kind, frame, c), packed.Chunks[c]);
    }
}

/// <summary>What a scripted peer does with a request.</summary>
public enum Answer
{
    Serve = 0,
    Reject,
    Ignore,
    Garble,
    Truncate,
}
