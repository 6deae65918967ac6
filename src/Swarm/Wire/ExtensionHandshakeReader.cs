using System.Text;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Wire.Bencode;

namespace ScreenShare.Swarm.Wire;

/// <summary>Gathers the fields of an extension handshake while its dictionary is read. Of a key that comes twice the last counts.</summary>
internal ref struct ExtensionHandshakeReader(ReadOnlySpan<byte> body)
{
    private BencodeReader _reader = new(body);
    private byte? _liveId;
    private byte? _pexId;
    private ushort _listenPort;
    private string _client = "";
    private int _requestQueue;
    private PeerAddress? _yourIp;
    private byte[]? _publicKey;
    private long _uploadLimitBytesPerSecond;
    private ConnectionToken _token;

    /// <summary>Complete once <see cref="TryRead"/> has returned true.</summary>
    public readonly ExtensionHandshake Result => new()
    {
        LiveId = _liveId,
        PexId = _pexId,
        ListenPort = _listenPort,
        Client = _client,
        RequestQueue = _requestQueue,
        YourIp = _yourIp,
        PublicKey = _publicKey,
        UploadLimitBytesPerSecond = _uploadLimitBytesPerSecond,
        Token = _token,
    };

    public bool TryRead()
    {
        if (!_reader.TryEnterDictionary()) return false;
        while (!_reader.TryLeave())
        {
            if (!_reader.TryReadBytes(out ReadOnlySpan<byte> key) || !TryReadValue(key)) return false;
        }

        return _reader.IsAtEnd;
    }

    private bool TryReadValue(ReadOnlySpan<byte> key)
    {
        if (key.SequenceEqual("m"u8)) return TryReadExtensions();
        if (key.SequenceEqual("p"u8)) return TryReadListenPort();
        if (key.SequenceEqual("v"u8)) return TryReadClient();
        if (key.SequenceEqual("reqq"u8)) return TryReadRequestQueue();
        if (key.SequenceEqual("yourip"u8)) return TryReadYourIp();
        if (key.SequenceEqual("ss_k"u8)) return TryReadPublicKey();
        if (key.SequenceEqual("ss_t"u8)) return TryReadToken();
        if (key.SequenceEqual("ss_up"u8)) return _reader.TryReadInteger(out _uploadLimitBytesPerSecond) && _uploadLimitBytesPerSecond >= 0;
        return _reader.TrySkip();
    }

    private bool TryReadExtensions()
    {
        if (!_reader.TryEnterDictionary()) return false;
        while (!_reader.TryLeave())
        {
            if (!_reader.TryReadBytes(out ReadOnlySpan<byte> name)) return false;
            bool read = name.SequenceEqual("ss_live"u8) ? TryReadId(out _liveId)
                : name.SequenceEqual("ut_pex"u8) ? TryReadId(out _pexId)
                : _reader.TrySkip();
            if (!read) return false;
        }

        return true;
    }

    // BEP 10: "Setting an extension number to zero means that the extension is not supported/disabled."
    private bool TryReadId(out byte? id)
    {
        bool valid = _reader.TryReadInteger(out long value) && value is >= 0 and <= byte.MaxValue;
        id = valid && value != 0 ? (byte)value : null;
        return valid;
    }

    private bool TryReadListenPort()
    {
        bool valid = _reader.TryReadInteger(out long value) && value is >= 0 and <= ushort.MaxValue;
        _listenPort = valid ? (ushort)value : (ushort)0;
        return valid;
    }

    private bool TryReadClient()
    {
        if (!_reader.TryReadBytes(out ReadOnlySpan<byte> name)) return false;
        _client = Encoding.ASCII.GetString(name[..Math.Min(name.Length, ExtensionHandshake.ClientCharsMax)]);
        return true;
    }

    private bool TryReadRequestQueue()
    {
        bool valid = _reader.TryReadInteger(out long value) && value >= 0;
        _requestQueue = valid ? (int)Math.Min(value, ExtensionHandshake.RequestQueueMax) : 0;
        return valid;
    }

    private bool TryReadYourIp()
    {
        if (!_reader.TryReadBytes(out ReadOnlySpan<byte> ip) || ip.Length is not (4 or 16)) return false;
        Span<byte> compact = stackalloc byte[CompactAddress.IPv6Bytes];
        compact.Clear(); // the port stays 0
        ip.CopyTo(compact);
        _yourIp = CompactAddress.Read(compact[..(ip.Length + 2)]);
        return true;
    }

    private bool TryReadToken()
    {
        if (!_reader.TryReadBytes(out ReadOnlySpan<byte> token) || token.Length != ConnectionToken.Bytes) return false;
        _token = ConnectionToken.Read(token);
        return true;
    }

    private bool TryReadPublicKey()
    {
        if (!_reader.TryReadBytes(out ReadOnlySpan<byte> key) || key.Length != PublicKey.Bytes) return false;
        _publicKey = key.ToArray();
        return true;
    }
}
