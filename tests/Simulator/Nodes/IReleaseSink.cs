using ScreenShare.Swarm;
using ScreenShare.Swarm.Playout;

namespace ScreenShare.Simulator.Nodes;

/// <summary>Stands where a decoder would: is given what a node releases and what it tells.</summary>
public interface IReleaseSink
{
    void Add(ReleasedFrame frame, Instant now);

    void Add(NodeEvent happened, Instant now);
}
