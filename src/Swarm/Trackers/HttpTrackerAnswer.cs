using System.Net;
using System.Text;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Wire;
using ScreenShare.Swarm.Wire.Bencode;

namespace ScreenShare.Swarm.Trackers;

/// <summary>Reads an HTTP tracker's answer: peers compact (BEP 23, BEP 7) or as dictionaries (BEP 3).</summary>
public ref struct HttpTrackerAnswer
{
    public const int BytesMax = 64 * 1024;
    private const int FailureBytesMax = 200;

    private readonly List<PeerAddress> _peers = [];
    private long _interval;
    private long _minInterval;
    private string? _failure;

    public HttpTrackerAnswer()
    {
    }

    /// <summary>Null when it is no answer of a tracker.</summary>
    public static TrackerAnswer? Read(ReadOnlySpan<byte> body)
    {
        var answer = new HttpTrackerAnswer();
        if (body.Length > BytesMax || !answer.TryRead(new BencodeReader(body))) return null;
        return answer._failure is { } failure
            ? TrackerAnswer.Refused(failure)
            : TrackerAnswer.Of(answer._interval, answer._minInterval, answer._peers);
    }

    private bool TryRead(BencodeReader reader)
    {
        if (!reader.TryEnterDictionary()) return false;
        while (!reader.TryLeave())
        {
            if (!reader.TryReadBytes(out ReadOnlySpan<byte> key) || !TryReadMember(ref reader, key)) return false;
        }

        return reader.IsAtEnd;
    }

    private bool TryReadMember(scoped ref BencodeReader reader, ReadOnlySpan<byte> key)
    {
        if (key.SequenceEqual("interval"u8)) return reader.TryReadInteger(out _interval);
        if (key.SequenceEqual("min interval"u8)) return reader.TryReadInteger(out _minInterval);
        if (key.SequenceEqual("failure reason"u8)) return TryReadFailure(ref reader);
        if (key.SequenceEqual("peers"u8)) return TryReadPeers(ref reader);
        return key.SequenceEqual("peers6"u8) ? TryReadCompact(ref reader, CompactAddress.IPv6Bytes) : reader.TrySkip();
    }

    private bool TryReadFailure(scoped ref BencodeReader reader)
    {
        if (!reader.TryReadBytes(out ReadOnlySpan<byte> failure)) return false;
        _failure = Encoding.UTF8.GetString(failure[..Math.Min(failure.Length, FailureBytesMax)]);
        return true;
    }

    private readonly bool TryReadPeers(scoped ref BencodeReader reader)
    {
        if (!reader.TryEnterList()) return TryReadCompact(ref reader, CompactAddress.IPv4Bytes);
        while (!reader.TryLeave())
        {
            if (!TryReadPeer(ref reader)) return false;
        }

        return true;
    }

    private readonly bool TryReadCompact(scoped ref BencodeReader reader, int addressBytes)
    {
        if (!reader.TryReadBytes(out ReadOnlySpan<byte> addresses) || addresses.Length % addressBytes != 0) return false;
        for (; !addresses.IsEmpty; addresses = addresses[addressBytes..]) Add(CompactAddress.Read(addresses[..addressBytes]));
        return true;
    }

    /// <summary>A name in place of an address is passed over: whom it leads to is anybody's guess.</summary>
    private readonly bool TryReadPeer(scoped ref BencodeReader reader)
    {
        if (!reader.TryEnterDictionary()) return false;
        ReadOnlySpan<byte> ip = [];
        long port = 0;
        while (!reader.TryLeave())
        {
            if (!reader.TryReadBytes(out ReadOnlySpan<byte> key)) return false;
            bool read = key.SequenceEqual("ip"u8) ? reader.TryReadBytes(out ip)
                : key.SequenceEqual("port"u8) ? reader.TryReadInteger(out port)
                : reader.TrySkip();
            if (!read) return false;
        }

        if (port is > 0 and <= ushort.MaxValue && IPAddress.TryParse(Encoding.ASCII.GetString(ip), out IPAddress? address))
            Add(PeerAddress.From(address, (int)port));
        return true;
    }

    private readonly void Add(PeerAddress peer)
    {
        if (peer.Port != 0 && _peers.Count < TrackerAnswer.PeersMax) _peers.Add(peer);
    }
}
