using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using ScreenShare.Frames.Layers;
using ScreenShare.Swarm;

namespace ScreenShare.Viewer;

/// <summary>Turns a node's events into notices for a person. One task of a session.</summary>
internal sealed class EventWatch(ChannelReader<NodeEvent> events, ChannelWriter<ViewerNotice> notices, ILogger log)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (NodeEvent happened in events.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            if (NoticeOf(happened) is not { } notice) continue;
            ViewerLog.Notice(log, notice.Text);
            notices.TryWrite(notice);
        }
    }

    // Null for what only the log of the node need say.
    private static ViewerNotice? NoticeOf(NodeEvent happened) => happened switch
    {
        // A layout that cannot be read is told by the decoder, with what to do about it.
        NodeEvent.SessionJoined joined => StreamLayout.TryRead(joined.Parameters.Picture, out StreamLayout? layout)
            ? new ViewerNotice.Joined(joined.Session, layout.Grid.Size)
            : null,
        NodeEvent.BroadcastEnded => new ViewerNotice.Ended(),
        NodeEvent.BroadcastStale stale => new ViewerNotice.Stale(stale.Silence),
        NodeEvent.BroadcastResumed => new ViewerNotice.Resumed(),
        NodeEvent.PictureOld old => new ViewerNotice.PictureOld(old.Age, old.HasPicture),
        NodeEvent.PictureCurrent => new ViewerNotice.PictureCurrent(),
        NodeEvent.Equivocation equivocation => new ViewerNotice.Equivocation(equivocation.Frame),
        NodeEvent.PeerDropped dropped => new ViewerNotice.PeerDropped(dropped.Address, dropped.Violation, dropped.IsBanned),
        _ => null,
    };
}
