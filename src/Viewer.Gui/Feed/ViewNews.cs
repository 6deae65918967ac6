using System.Buffers;
using System.Text.Json;
using ScreenShare.CommandLine;
using ScreenShare.Swarm;

namespace ScreenShare.Viewer.Gui.Feed;

/// <summary>
/// What pages are told beside pictures, as one JSON object that is replaced whole: a page that was away has missed nothing that still
/// matters. What others wrote is made printable: a tab and a window's title are no places where markup could isolate it. Written by the
/// main loop, read by any thread.
/// </summary>
internal sealed class ViewNews(string title)
{
    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _writer = new();
    private ViewPhase _phase;
    private bool _joined;
    private string _notice = "starting…";
    private int _noticeNumber;
    private string _told = "";
    private NodeStatistics? _node;
    private double _downBytesPerSecond;
    private double _upBytesPerSecond;
    private long? _uploadLimit;
    private long? _downloadLimit;
    private byte[]? _json;
    private int _version = 1;

    public void Handle(ViewerNotice notice)
    {
        lock (_gate)
        {
            if (_phase is ViewPhase.Ended && notice is ViewerNotice.Looking)
                return; // everybody has left: that is what an end looks like
            _joined |= notice is ViewerNotice.Joined;
            _phase = PhaseAfter(notice);
            Say(notice.Text);
        }
    }

    /// <param name="told">What the broadcaster tells at present; empty when nothing.</param>
    public void Handle(NodeStatistics node, double downBytesPerSecond, double upBytesPerSecond, string told)
    {
        lock (_gate)
        {
            (_node, _downBytesPerSecond, _upBytesPerSecond, _told) = (node, downBytesPerSecond, upBytesPerSecond, told);
            if (_phase is ViewPhase.Looking && _joined && node.Neighbours.Count > 0)
                _phase = ViewPhase.Live;
            Renew();
        }
    }

    /// <summary>Bytes per second from now on; null: no limit.</summary>
    public void HandleLimits(long? upload, long? download)
    {
        lock (_gate)
        {
            (_uploadLimit, _downloadLimit) = (upload, download);
            Renew();
        }
    }

    /// <summary>The last news of all: the viewing has failed, or the program ends.</summary>
    public void End(ViewPhase phase, string text)
    {
        lock (_gate)
        {
            _phase = phase;
            Say(text);
        }
    }

    /// <summary>The newest, as UTF-8, unless the reader has it.</summary>
    /// <param name="version">What the reader has; 0 at first.</param>
    public bool TryRead(ref int version, out ReadOnlyMemory<byte> json)
    {
        lock (_gate)
        {
            json = _json ??= Encode();
            bool isNewer = version != _version;
            version = _version;
            return isNewer;
        }
    }

    private ViewPhase PhaseAfter(ViewerNotice notice) => notice switch
    {
        ViewerNotice.Looking or ViewerNotice.NoAddresses => ViewPhase.Looking,
        ViewerNotice.Connected when _phase is ViewPhase.Looking => _joined ? ViewPhase.Live : ViewPhase.Waiting,
        ViewerNotice.Joined or ViewerNotice.Resumed or ViewerNotice.PictureCurrent => ViewPhase.Live,
        ViewerNotice.Stale or ViewerNotice.PictureOld => ViewPhase.Stale,
        ViewerNotice.Ended => ViewPhase.Ended,
        ViewerNotice.Equivocation => ViewPhase.Failed,
        _ => _phase,
    };

    private void Say(string text)
    {
        _notice = text;
        _noticeNumber++;
        Renew();
    }

    private void Renew()
    {
        _json = null;
        _version++;
    }

    private byte[] Encode()
    {
        _writer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_writer))
        {
            json.WriteStartObject();
            json.WriteString("title", PrintableText.Of(title));
            json.WriteString("phase", _phase.ToString().ToLowerInvariant());
            json.WriteString("notice", PrintableText.Of(_notice));
            json.WriteNumber("noticeNumber", _noticeNumber);
            json.WriteString("told", PrintableText.Of(_told));
            json.WriteNumber("peers", _node?.Neighbours.Count ?? 0);
            json.WriteNumber("knownPeers", _node?.KnownPeers ?? 0);
            json.WriteNumber("downBytesPerSecond", Math.Round(_downBytesPerSecond));
            json.WriteNumber("upBytesPerSecond", Math.Round(_upBytesPerSecond));
            WriteLimit(json, "uploadLimit", _uploadLimit);
            WriteLimit(json, "downloadLimit", _downloadLimit);
            json.WriteEndObject();
        }

        return _writer.WrittenSpan.ToArray();
    }

    private static void WriteLimit(Utf8JsonWriter json, string name, long? bytesPerSecond)
    {
        if (bytesPerSecond is { } limit)
            json.WriteNumber(name, limit);
        else
            json.WriteNull(name);
    }
}
