using System.Buffers;
using System.Text.Json;
using ScreenShare.CommandLine;
using ScreenShare.Swarm.Node;

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

    // What holds when peers are there: they may come back while the broadcaster stays silent.
    private ViewPhase _phaseAmongPeers = ViewPhase.Waiting;
    private string _standing = "";
    private string _notice = "starting…";
    private int _noticeNumber;
    private string _told = "";
    private PictureStanding? _picture;
    private NodeStatistics? _node;
    private double _downBytesPerSecond;
    private double _upBytesPerSecond;
    private long? _uploadLimit;
    private long? _downloadLimit;
    private readonly TaskCompletionSource _lastIsTold = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private byte[]? _json;
    private int _version = 1;

    /// <summary>Ends when a page was sent the last news of all.</summary>
    public Task LastIsTold => _lastIsTold.Task;

    public void Handle(ViewerNotice notice)
    {
        lock (_gate)
        {
            if (IsOver) return;
            if (_phase is ViewPhase.Ended && !IsOfAnotherStart(notice))
                return; // everybody leaves, and pictures grow old: that is what an end looks like
            _joined |= notice is ViewerNotice.Joined;
            bool standsSo = Follow(notice);
            if (standsSo) _standing = notice.Text;
            else Pass(notice.Text);
            Renew();
        }
    }

    /// <param name="told">What the broadcaster tells at present; empty when nothing.</param>
    /// <param name="picture">How the picture stands; null before the first.</param>
    public void Handle(
        NodeStatistics node, double downBytesPerSecond, double upBytesPerSecond, string told, PictureStanding? picture)
    {
        lock (_gate)
        {
            (_node, _downBytesPerSecond, _upBytesPerSecond) = (node, downBytesPerSecond, upBytesPerSecond);
            (_told, _picture) = (told, picture);
            if (_phase is ViewPhase.Looking && _joined && node.Neighbours.Count > 0) _phase = _phaseAmongPeers;
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
            _standing = text;
            Renew();
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

    /// <summary>A page was sent what <see cref="TryRead"/> gave it.</summary>
    public void HandleSent(int version)
    {
        lock (_gate)
        {
            if (version == _version && IsOver) _lastIsTold.TrySetResult();
        }
    }

    private bool IsOver => _phase is ViewPhase.Failed or ViewPhase.Closed;

    private static bool IsOfAnotherStart(ViewerNotice notice) =>
        notice is ViewerNotice.Joined or ViewerNotice.Resumed or ViewerNotice.FromBroadcaster or ViewerNotice.Equivocation;

    // True when the notice says how things stand from now on; false when it is worth a glance.
    private bool Follow(ViewerNotice notice)
    {
        switch (notice)
        {
            case ViewerNotice.Looking or ViewerNotice.NoAddresses:
                _phase = ViewPhase.Looking;
                return true;
            case ViewerNotice.Equivocation:
                _phase = ViewPhase.Failed;
                return true;
            case ViewerNotice.NobodyBroadcasts:
            case ViewerNotice.Ended or ViewerNotice.Stale or ViewerNotice.PictureOld:
                _phase = _phaseAmongPeers = PhaseOf(notice);
                return true;
            case ViewerNotice.Connected when _phase is ViewPhase.Looking:
                _phase = _phaseAmongPeers;
                return false;
            case ViewerNotice.Joined or ViewerNotice.Resumed:
            case ViewerNotice.PictureCurrent when _phaseAmongPeers is ViewPhase.Late:
                _phase = _phaseAmongPeers = ViewPhase.Live;
                return false;
            default:
                return false;
        }
    }

    private static ViewPhase PhaseOf(ViewerNotice notice) => notice switch
    {
        ViewerNotice.NobodyBroadcasts => ViewPhase.Idle,
        ViewerNotice.Ended => ViewPhase.Ended,
        ViewerNotice.PictureOld => ViewPhase.Late,
        _ => ViewPhase.Stale,
    };

    private void Pass(string text)
    {
        _notice = text;
        _noticeNumber++;
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
            json.WriteString("standing", PrintableText.Of(_standing));
            json.WriteString("notice", PrintableText.Of(_notice));
            json.WriteNumber("noticeNumber", _noticeNumber);
            json.WriteString("told", PrintableText.Of(_told));
            json.WriteNumber("peers", _node?.Neighbours.Count ?? 0);
            json.WriteNumber("knownPeers", _node?.KnownPeers ?? 0);
            json.WriteNumber("downBytesPerSecond", Math.Round(_downBytesPerSecond));
            json.WriteNumber("upBytesPerSecond", Math.Round(_upBytesPerSecond));
            WritePicture(json, _picture);
            WriteLimit(json, "uploadLimit", _uploadLimit);
            WriteLimit(json, "downloadLimit", _downloadLimit);
            json.WriteEndObject();
        }

        return _writer.WrittenSpan.ToArray();
    }

    private static void WritePicture(Utf8JsonWriter json, PictureStanding? picture)
    {
        if (picture is not { } standing) return;
        json.WriteNumber("pictureFrame", standing.Frame);
        json.WriteNumber("pictureIsOf", standing.IsOf.ToUnixTimeMilliseconds());
        json.WriteNumber("delayMs", Math.Round(standing.Delay.TotalMilliseconds));
    }

    private static void WriteLimit(Utf8JsonWriter json, string name, long? bytesPerSecond)
    {
        if (bytesPerSecond is { } limit) json.WriteNumber(name, limit);
        else json.WriteNull(name);
    }
}
