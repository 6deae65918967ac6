using System.Reflection;
using System.Text.RegularExpressions;

namespace ScreenShare.House.Tests;

/// <summary>The changelog's newest heading is the version: of what is built, of what documents name, and of the release notes.</summary>
public sealed partial class ChangelogTests
{
    private static readonly Match[] Headings = [.. Repository.Lines("CHANGELOG.md")
        .Where(line => line.StartsWith("## ", StringComparison.Ordinal)).Select(line => Heading().Match(line))];

    [Fact]
    public void Each_heading_is_a_version_newest_first()
    {
        Assert.All(Headings, heading => Assert.True(heading.Success, "Headings are \"## [X.Y.Z] - YYYY-MM-DD\" or end in \"unreleased\"."));
        Version[] versions = [.. Headings.Select(heading => Version.Parse(heading.Groups["version"].Value))];
        Assert.Equal(versions.OrderDescending(), versions);
        Assert.DoesNotContain(Headings.Skip(1), heading => heading.Groups["when"].Value == "unreleased");
    }

    [Fact]
    public void What_is_built_has_the_version_of_the_newest_heading()
    {
        var built = typeof(Swarm.SwarmOptions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>();

        Assert.Equal(Newest(), built?.InformationalVersion.Split('+')[0]);
    }

    [Fact]
    public void Documents_name_files_of_the_newest_version()
    {
        var wrong = from path in Repository.Files("docs", "*.md").Append("README.md").Append("CONTRIBUTING.md")
                    from line in Repository.Lines(path)
                    from Match file in FileOfVersion().Matches(line)
                    where !Newest().StartsWith(file.Groups["version"].Value, StringComparison.Ordinal)
                    select $"{path}: {file.Value}";

        Rule.AssertKept(wrong, $"These are no longer made; the version is {Newest()}:");
    }

    [Fact]
    public void No_project_has_a_version_of_its_own()
    {
        var wrong = from path in Repository.Files("src", "*.csproj").Concat(Repository.Files("src", "*.props"))
                    where Repository.Lines(path).Any(line => line.Contains("<Version", StringComparison.Ordinal))
                    select path;

        Rule.AssertKept(wrong, "The version stands in CHANGELOG.md alone:");
    }

    [Fact]
    public void Whatever_is_built_in_of_others_is_named_in_the_notices()
    {
        string notices = string.Join('\n', Repository.Lines("THIRD-PARTY-NOTICES.md"));
        var missing = from path in Repository.Files("src", "*.csproj")
                      from line in Repository.Lines(path)
                      let package = Package().Match(line)
                      where package.Success && !line.Contains("PrivateAssets", StringComparison.Ordinal)
                      where !notices.Contains(package.Groups["name"].Value, StringComparison.Ordinal)
                      select $"{package.Groups["name"].Value}, used in {path}";

        Rule.AssertKept(missing, "Name these in THIRD-PARTY-NOTICES.md, with licence and copyright:");
    }

    private static string Newest() =>
        Headings[0].Groups["version"].Value + (Headings[0].Groups["when"].Value == "unreleased" ? "-dev" : "");

    [GeneratedRegex(@"^## \[(?<version>\d+\.\d+\.\d+)\](?: - (?<when>unreleased|\d{4}-\d\d-\d\d))?$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"screenshare[-_.](?<version>\d+\.\d+\.\d+)")]
    private static partial Regex FileOfVersion();

    [GeneratedRegex("<PackageReference Include=\"(?<name>[^\"]+)\"")]
    private static partial Regex Package();
}
