using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Publishing;

namespace ScreenShare.Swarm.Window;

/// <summary>All that belongs to one run of the broadcaster; dropped whole when a later run begins.</summary>
internal sealed class Session
{
    public Session(Manifest first)
    {
        Id = first.Session;
        Start = first.SessionStart;
        Parameters = first.Parameters;
        Slots = new SlotTable(first.Parameters.SlotCount);
    }

    public SessionId Id { get; }

    public SessionTag Tag => Id.Tag;

    public ulong Start { get; }

    public StreamParameters Parameters { get; }

    public FrameWindow Window { get; } = new();

    public KeyFrameShelf KeyFrames { get; } = new();

    public SlotTable Slots { get; }

    /// <summary>The frame the state is at; none before the first picture.</summary>
    public FrameNumber Base { get; set; }

    public bool HasEnded { get; set; }

    /// <summary>Reuses the unchanged bands of the key frame assembled before.</summary>
    public KeyFramePacker Packer { get; } = new();

    public void CheckInvariants()
    {
        Window.CheckInvariants();
        KeyFrames.CheckInvariants();
        Slots.CheckInvariants();
    }
}
