using System.Buffers;
using ScreenShare.Frames;
using ScreenShare.Frames.Layers;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Broadcaster.Broadcasting;

/// <summary>
/// One session: pictures of one size, their encoder and their publisher. Another size is another session. Owned by the encode task.
/// </summary>
internal sealed class PictureSession : IDisposable
{
    private readonly PictureEncoder _tiles;
    private readonly LayerEncoder _layers;
    private readonly List<SlotPayload> _payloads = [];

    public PictureSession(BroadcasterKeys keys, PictureSize size, int chunkCapacity, DateTimeOffset start, int workers)
    {
        Size = size;
        Start = start;
        Id = BroadcasterKeys.CreateSessionId();
        var layout = new StreamLayout(size);
        var parameters = new ArrayBufferWriter<byte>();
        layout.Write(parameters);
        _tiles = new PictureEncoder(layout.Grid, workers);
        _layers = new LayerEncoder(layout);
        Publisher = new Publisher(keys, new StreamParameters(layout.SlotCount, chunkCapacity, parameters.WrittenSpan), Id, start);
    }

    public PictureSize Size { get; }

    public SessionId Id { get; }

    /// <summary>Viewers follow the session with the latest start.</summary>
    public DateTimeOffset Start { get; }

    public Publisher Publisher { get; }

    /// <summary>What changed since the picture before, tiles and layers. Takes over the picture and may give back another.</summary>
    public EncodedPicture Encode(CapturedPicture captured)
    {
        EncodedTiles tiles = _tiles.Encode(captured.Picture);
        _payloads.Clear();
        _payloads.AddRange(tiles.Payloads);
        bool pointerChanged = _layers.AddChanged(captured.Pointer, captured.Notice, _payloads);
        return new EncodedPicture(_payloads, tiles.Payloads.Count, pointerChanged, tiles.Spare);
    }

    /// <summary>A notice alone, with the picture and the pointer as they were.</summary>
    public EncodedPicture EncodeNotice(string notice)
    {
        _payloads.Clear();
        _layers.AddNotice(notice, _payloads);
        return new EncodedPicture(_payloads, Tiles: 0, PointerChanged: false, Spare: null);
    }

    /// <summary>Ends the session and gives back the picture it holds, which the next one needs; null if it holds none.</summary>
    public Picture? End()
    {
        Dispose();
        return _tiles.TakeLast();
    }

    public void Dispose() => Publisher.Dispose();
}
