using ScreenShare.Simulator.Network;

namespace ScreenShare.Simulator.Distribution.Protocols.Plain;

/// <summary>A node of a star or a tree, as its protocol sees it. The first host's is the source.</summary>
internal interface IPlainNode
{
    NodeBytes Bytes { get; }

    /// <summary>The source listens, a viewer joins.</summary>
    void Start();

    /// <summary>The source alone: in order.</summary>
    void Publish(int round);

    void Handle(in Occurrence occurrence);
}
