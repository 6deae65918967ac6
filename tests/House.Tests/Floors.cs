namespace ScreenShare.House.Tests;

/// <summary>
/// The floors of a logic project, from the lowest to the highest: each uses itself and what is below. A floor is one folder of the project
/// or several that belong together, with a star for what is inside it; or files of the project's own folder, by name.
/// </summary>
internal sealed record Floors(string Project, params string[][] Lowest)
{
    public static Floors Frames { get; } = new(
        "Frames",
        ["PictureSize.cs", "TileRectangle.cs", "Picture.cs", "PixelOrder.cs", "PictureScaler.cs", "RecordViolation.cs"],
        ["Deflate"],
        ["Png"],
        ["Tiles"],
        ["Layers"]);

    public static Floors Swarm { get; } = new(
        "Swarm",
        ["Instant.cs", "ConnectionId.cs", "ConnectionSide.cs", "CloseReason.cs", "SwarmLimits.cs", "Invariant.cs", "InvariantText.cs"],
        ["Identity"],
        ["Content"],
        ["Trust"],
        ["Wire", "Wire/Bencode", "Wire/Live"],
        ["SwarmOptions.cs", "SwarmMembership.cs", "NodeServices.cs", "NodeEvent.cs", "Transmit.cs", "PickerKind.cs", "ViewerCount.cs"],
        ["Rates"],
        ["Dht"],
        ["Trackers"],
        ["Peers/Sessions"],
        ["Peers"],
        ["Publishing"],
        ["Window"],
        ["Upload"],
        ["Trees"],
        ["Download"],
        ["Playout"],
        ["Source"],
        ["Census"],
        ["Node"]);

    public LogicModel Model => Project == "Swarm" ? LogicModel.Swarm : LogicModel.Frames;

    /// <summary>Floors that may use one above them, and why. An entry that is not needed any more fails the test.</summary>
    public (string File, string Uses, string Why)[] Exceptions { get; } = [];

    /// <summary>-1 for a file that stands on none.</summary>
    public int Of(string path)
    {
        string inside = path[$"src/{Project}/".Length..];
        string name = Repository.Folder(inside) is { Length: > 0 } folder ? folder : inside;
        return Array.FindIndex(Lowest, floor => floor.Contains(name));
    }

    public string Name(int floor) => string.Join(", ", Lowest[floor]);
}
