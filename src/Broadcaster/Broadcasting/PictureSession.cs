using System.Buffers;
using ScreenShare.Frames;
using ScreenShare.Swarm;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Broadcaster.Broadcasting;

/// <summary>
/// One session: pictures of one size, their encoder and their publisher. Another size is another session. Owned by the encode task.
/// </summary>
internal sealed class PictureSession : IDisposable
{
    public PictureSession(BroadcasterKeys keys, PictureSize size, int chunkCapacity, DateTimeOffset start, int workers)
    {
        Size = size;
        Start = start;
        Id = BroadcasterKeys.CreateSessionId();
        var layout = new StreamLayout(size);
        var parameters = new ArrayBufferWriter<byte>();
        layout.Write(parameters);
        Encoder = new PictureEncoder(layout.Grid, workers);
        Publisher = new Publisher(keys, new StreamParameters(layout.Grid.Count, chunkCapacity, parameters.WrittenSpan), Id, start);
    }

    public PictureSize Size { get; }

    public SessionId Id { get; }

    /// <summary>Viewers follow the session with the latest start.</summary>
    public DateTimeOffset Start { get; }

    public PictureEncoder Encoder { get; }

    public Publisher Publisher { get; }

    public void Dispose() => Publisher.Dispose();
}
