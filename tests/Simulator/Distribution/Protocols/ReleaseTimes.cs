using ScreenShare.Simulator.Nodes;
using ScreenShare.Swarm;
using ScreenShare.Swarm.Playout;

namespace ScreenShare.Simulator.Distribution.Protocols;

/// <summary>Notes when a viewer's node releases what was published: frame n is round n - 1.</summary>
internal sealed class ReleaseTimes(int viewer, ArrivalLog log) : IReleaseSink
{
    public void Add(ReleasedFrame frame, Instant now) => log.Arrived(viewer, (int)frame.Frame.Value - 1, now);

    public void Add(NodeEvent happened, Instant now)
    {
        // nothing that is measured here
    }
}
