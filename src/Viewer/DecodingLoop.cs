using System.Diagnostics;
using System.Threading.Channels;
using ScreenShare.Frames;
using ScreenShare.Frames.Tiles;
using ScreenShare.Swarm.Playout;
using ScreenShare.Swarm.Sockets;

namespace ScreenShare.Viewer;

/// <summary>Takes what the node releases, decodes it and shows it: one task of a session, which owns the picture.</summary>
internal sealed class DecodingLoop(
    NodeHost host, FrameDecoder decoder, IShownFrameSink sink, ChannelWriter<ViewerNotice> notices)
{
    /// <summary>Ends when the sink wants no more or on cancellation; else tells why the node releases no more.</summary>
    /// <exception cref="ViewerException">The content key does not fit, the layout is unknown, or the node has failed.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await Task.Yield(); // whoever starts this does not decode
        bool toldOfClocks = false;
        try
        {
            await foreach (ReleasedFrame frame in host.Frames.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                ShownFrame shown;
                using (frame)
                    shown = decoder.Decode(frame);
                Picture picture = decoder.Picture ?? throw new UnreachableException("A decoded frame leaves a picture.");
                TileSet changed = decoder.Changed ?? throw new UnreachableException("A decoded frame leaves its tiles.");
                if (shown.NewNotice is { Length: > 0 } text) notices.TryWrite(new ViewerNotice.FromBroadcaster(text));
                if (shown.ClocksApart is { } apart && !toldOfClocks) toldOfClocks = notices.TryWrite(new ViewerNotice.ClocksDiffer(apart));
                if (!sink.Show(shown, picture, changed)) return;
            }

            await host.Completion.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // stopped
        }
        catch (Exception e) when (host.Completion.IsFaulted)
        {
            throw new ViewerException(
                ViewerFault.Node, $"the node has failed ({e.Message}): start again, with --log to keep what it says", e);
        }
    }
}
