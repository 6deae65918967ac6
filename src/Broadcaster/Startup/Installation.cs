using ScreenShare.Broadcaster.Demo;

namespace ScreenShare.Broadcaster.Startup;

/// <summary>How somebody has these programs: what is printed for people to type works where they are.</summary>
/// <param name="WatchCommand">Before a quoted link it watches.</param>
/// <param name="Viewer">The viewer that a demo starts.</param>
internal sealed record Installation(string WatchCommand, ViewerProgram Viewer)
{
    /// <summary>A clone of the repository, where each program is run by the SDK.</summary>
    public static Installation Repository { get; } = new(
        "dotnet run -c Release --project src/Viewer.Console --", ViewerProgram.BesideThis());

    /// <summary>One program that does it all, by its commands.</summary>
    /// <param name="name">What is typed to run it.</param>
    public static Installation OfProgram(string name) => new($"{name} watch", ViewerProgram.CommandOfThis("view"));
}
