using ScreenShare.Frames;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Node;

namespace ScreenShare.Viewer.Console;

/// <summary>
/// How a viewing shows itself: lines for programs, lines for people, or a picture in the terminal. Called by the main loop, except for
/// <see cref="Shown"/>.
/// </summary>
internal interface IViewFace : IDisposable
{
    void Listening(int port);

    void Notice(ViewerNotice notice);

    /// <summary>The answer to a command, one line.</summary>
    void Answer(string text);

    /// <param name="deliveredBytes">What had arrived from the address up to the moment it was blocked.</param>
    void Blocked(AddressRule rule, long deliveredBytes);

    void Unblocked(AddressRule rule);

    void Peers(NodeStatistics statistics);

    /// <summary>Once a second.</summary>
    void Statistics(ViewStatistics statistics);

    /// <summary>Called on the decoding task for every picture.</summary>
    /// <param name="picture">Borrowed for the call.</param>
    void Shown(in ShownFrame frame, Picture picture);

    /// <summary>A few times a second: the moment to draw.</summary>
    void Refresh(ViewerSession session);

    /// <summary>The last call: what it came to.</summary>
    void Summary(ViewSummary summary);
}
