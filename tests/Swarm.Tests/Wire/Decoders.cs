using System.Buffers;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Wire;
using ScreenShare.Swarm.Wire.Live;

namespace ScreenShare.Swarm.Tests.Wire;

/// <summary>Every decoder of a body as a function from bytes to "what its value looks like written again", null when it refuses.</summary>
internal static class Decoders
{
    /// <summary>By the name of the sample each one reads.</summary>
    public static IReadOnlyDictionary<string, Func<byte[], byte[]?>> All { get; } = new Dictionary<string, Func<byte[], byte[]?>>
    {
        ["extension handshake"] = body =>
            ExtensionHandshake.TryRead(body, out ExtensionHandshake? read) ? Samples.Written(read.Write)[6..] : null,
        ["peer exchange"] = PeerExchange,
        ["manifest request"] = body =>
            ManifestRequest.TryRead(body, out ManifestRequest read) ? Live(w => Samples.Live.ManifestRequest(w, read)) : null,
        ["have"] = body => Have.TryRead(body, out Have read) ? Live(w => Samples.Live.Have(w, read)) : null,
        ["bitfield"] = Bitfield,
        ["key have"] = body => KeyHave.TryRead(body, out KeyHave read) ? Live(w => Samples.Live.KeyHave(w, read)) : null,
        ["request"] = body => Request.TryRead(body, out Request read) ? Live(w => Samples.Live.Request(w, read)) : null,
        ["request without deadline"] = body => Request.TryRead(body, out Request read) ? Live(w => Samples.Live.Request(w, read)) : null,
        ["piece"] = Piece,
        ["cancel"] = body => Cancel.TryRead(body, out Cancel read) ? Live(w => Samples.Live.Cancel(w, read)) : null,
        ["reject"] = body => Reject.TryRead(body, out Reject read) ? Live(w => Samples.Live.Reject(w, read)) : null,
        ["peers"] = Peers,
        ["company"] = body => Company.TryRead(body, out Company read) ? Live(w => Samples.Live.Company(w, read)) : null,
        ["standing"] = body => Standing.TryRead(body, out Standing read) ? Live(w => Samples.Live.Standing(w, read)) : null,
        ["census"] = Census,
        ["twin"] = body => Twin.TryRead(body, out Twin read) ? Live(w => Samples.Live.Twin(w, read)) : null,
        ["goodbye"] = body => Goodbye.TryRead(body, out Goodbye read) ? Live(w => Samples.Live.Goodbye(w, read)) : null,
    };

    /// <summary>Decoders that accept one spelling of each value only; the others pass over what they do not know or cannot use.</summary>
    public static bool IsCanonical(string name) => name is not ("extension handshake" or "peer exchange" or "peers" or "goodbye");

    private static byte[] Live(Action<IBufferWriter<byte>> write) =>
        Samples.Written(write)[LiveMessageWriter.HeaderBytes..];

    private static byte[]? PeerExchange(byte[] body)
    {
        List<PeerAddress> added = [Samples.PeerIPv4];
        if (PeerExchangeMessage.TryRead(body, added))
        {
            PeerAddress[] read = [.. added.Skip(1)];
            Assert.True(read.Length <= PeerExchangeMessage.CountMax);
            return Samples.Written(w => PeerExchangeMessage.Write(w, 1, read, [Samples.Dropped]))[6..];
        }

        Assert.Single(added); // all or nothing
        return null;
    }

    private static byte[]? Bitfield(byte[] body)
    {
        if (!BitfieldMessage.TryRead(body, out BitfieldMessage read)) return null;
        byte[] bits = read.Bits.ToArray();
        var (session, track, frame, count) = (read.Session, read.Track, read.Frame, read.Count);
        return Live(w => Samples.Live.Bitfield(w, session, track, frame, count, bits));
    }

    private static byte[]? Census(byte[] body)
    {
        if (!CensusMessage.TryRead(body, out CensusMessage read)) return null;
        var entries = new CensusEntry[read.Count];
        for (int i = 0; i < entries.Length; i++)
            entries[i] = read[i];
        (SessionTag session, uint epoch) = (read.Session, read.Epoch);
        return Live(w => Samples.Live.Census(w, session, epoch, entries));
    }

    private static byte[]? Piece(byte[] body)
    {
        if (!PieceMessage.TryRead(body, out PieceMessage read)) return null;
        byte[] data = read.Data.ToArray();
        var chunk = read.Chunk;
        return Live(w => Samples.Live.Piece(w, chunk, data));
    }

    private static byte[]? Peers(byte[] body)
    {
        List<PeerAddress> peers = [Samples.PeerIPv4];
        if (PeersMessage.TryRead(body, peers)) return Live(w => Samples.Live.Peers(w, peers.Skip(1).ToArray()));
        Assert.Single(peers); // all or nothing
        return null;
    }
}
