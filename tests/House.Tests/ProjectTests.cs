using System.Xml.Linq;

namespace ScreenShare.House.Tests;

/// <summary>Which project uses which: the picture at the top of docs/architecture.md.</summary>
public sealed class ProjectTests
{
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Frames"] = [],
        ["Swarm"] = [],
        ["CommandLine"] = [],
        ["Swarm.Sockets"] = ["Swarm"],
        ["Swarm.CommandLine"] = ["CommandLine", "Swarm.Sockets"],
        ["Viewer"] = ["Frames", "Swarm.Sockets"],
        ["Viewer.CommandLine"] = ["CommandLine", "Swarm.CommandLine", "Viewer"],
        ["Viewer.Console"] = ["Viewer.CommandLine", "Viewer"],
        ["Viewer.Gui"] = ["Viewer.CommandLine", "Viewer"],
        ["App"] = ["Broadcaster", "CommandLine", "Viewer.Console", "Viewer.Gui"],
        ["Broadcaster"] = ["CommandLine", "Frames", "Swarm.CommandLine", "Swarm.Sockets"],
    };

    /// <summary>Whatever else reaches the logic reaches it through its callers.</summary>
    private static readonly Dictionary<string, string[]> MayTake = new()
    {
        ["Frames"] = [],
        ["Swarm"] = ["Microsoft.Extensions.Logging.Abstractions"],
    };

    [Fact]
    public void Projects_point_the_way_the_architecture_says()
    {
        var wrong = from path in Repository.Files("src", "*.csproj")
                    let project = Path.GetFileNameWithoutExtension(path)
                    let may = MayUse.GetValueOrDefault(project, [])
                    from used in References(path, "ProjectReference")
                    where !may.Contains(Path.GetFileNameWithoutExtension(used))
                    select $"{project} uses {Path.GetFileNameWithoutExtension(used)}";

        Rule.AssertKept(wrong, "Turn the arrow round, or draw it in docs/architecture.md and in tests/House.Tests/ProjectTests.cs:");
    }

    [Fact]
    public void No_arrow_is_allowed_that_is_not_there()
    {
        var unneeded = from project in MayUse
                       let used = References($"src/{project.Key}/{project.Key}.csproj", "ProjectReference")
                           .Select(Path.GetFileNameWithoutExtension).ToHashSet()
                       from may in project.Value
                       where !used.Contains(may)
                       select $"{project.Key} uses {may}";

        Rule.AssertKept(unneeded, "Nothing needs these arrows: rub them out there, and in docs/architecture.md:");
    }

    [Fact]
    public void Logic_takes_no_package_but_the_face_of_logs()
    {
        var wrong = from project in MayTake
                    from package in References($"src/{project.Key}/{project.Key}.csproj", "PackageReference")
                    where !project.Value.Contains(package)
                    select $"{project.Key} takes {package}";

        Rule.AssertKept(wrong, "Packages belong to the shells:");
    }

    /// <summary>Not what is only built along, nor what only looks on while building.</summary>
    private static IEnumerable<string> References(string path, string kind) =>
        XDocument.Load(Path.Combine(Repository.Root, path)).Descendants(kind)
            .Where(item => (string?)item.Attribute("ReferenceOutputAssembly") != "false")
            .Where(item => (string?)item.Attribute("PrivateAssets") != "all")
            .Select(item => item.Attribute("Include")!.Value); // MSBuild insists on it
}
