using System.CommandLine;
using ScreenShare.CommandLine.Help;

namespace ScreenShare.App.Tests;

public sealed class HelpTextTests
{
    private const string Link = "magnet:?xt=urn:btih:000102030405060708090a0b0c0d0e0f10111213&x.pe=127.0.0.1:9&ss.k=AAECAwQFBgcICQoLDA0ODw";

    [Fact]
    public void No_line_of_any_help_is_wider_than_80_columns()
    {
        foreach ((Command command, _, ProgramNames names) in KnownPrograms.Commands())
            Assert.All(Help(command, names, 80), line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public void Every_option_and_argument_is_told_of()
    {
        foreach ((Command command, _, ProgramNames names) in KnownPrograms.Commands())
        {
            string help = string.Join('\n', Help(command, names, 80));
            foreach (Option option in command.Options) Assert.Contains($"  {(option.Name == "--help" ? "-h, --help" : option.Name)}", help);
            foreach (Argument argument in command.Arguments) Assert.Contains(argument.Name, help);
        }
    }

    [Fact]
    public void Every_command_that_does_something_has_examples_that_are_understood()
    {
        foreach ((Command command, RootCommand root, _) in KnownPrograms.Commands())
        {
            if (command.Name is not ("config" or "help")) Assert.NotEmpty(command.Examples());
            foreach (CommandExample example in command.Examples())
            {
                string[] arguments = [.. example.Arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .TakeWhile(word => word is not ("|" or "<" or ">"))
                    .Select(word => word == "\"magnet:…\"" ? Link : word)];
                string[] verb = command is RootCommand ? [] : [command.Name];

                Assert.Empty(root.Parse([.. verb, .. arguments]).Errors);
            }
        }
    }

    [Fact]
    public void Examples_begin_with_what_is_typed()
    {
        RootCommand root = KnownPrograms.Installed();
        Command share = root.Subcommands.Single(command => command.Name == "share");

        Assert.Contains(Help(share, ScreenShareProgram.Names, 80), line => line == "  screenshare share --source window:Editor");
    }

    [Fact]
    public void Where_that_is_too_long_it_stands_above_the_examples()
    {
        (RootCommand root, ProgramNames names) = KnownPrograms.All().Single(program => program.Names.Name == "ScreenShare.Viewer.Console");
        List<string> help = [.. Help(root, names, 80)];

        int title = help.IndexOf("Examples, after dotnet run -c Release --project src/Viewer.Console --");
        Assert.True(title > 0);
        Assert.StartsWith("  \"magnet:…\"", help[title + 1]);
    }

    [Theory]
    [InlineData("0.1.0+c5146b989fc853c2a9ade7bb43b5b2908df63ac1", "screenshare 0.1.0 (commit c5146b9)")]
    [InlineData("0.1.0", "screenshare 0.1.0")]
    [InlineData("0.1.0-beta+ci", "screenshare 0.1.0-beta")]
    public void The_version_names_the_commit_where_there_is_one(string informational, string line) =>
        Assert.Equal(line, ProgramVersion.Line("screenshare", informational));

    private static IReadOnlyList<string> Help(Command command, ProgramNames names, int columns) =>
        new HelpText(command, names, columns).Lines();
}
