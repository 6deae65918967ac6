using System.CommandLine;
using ScreenShare.CommandLine.Completions;
using ScreenShare.CommandLine.Defaults;
using ScreenShare.CommandLine.Help;
using ScreenShare.CommandLine.Manual;

namespace ScreenShare.CommandLine;

/// <summary>What an installed program tells of itself: its help, the user's defaults, what packages and shells are given.</summary>
public static class CommandsOnItself
{
    /// <param name="root">With all its other commands: all that are there are told of.</param>
    public static void AddTo(RootCommand root, ProgramNames names)
    {
        ArgumentNullException.ThrowIfNull(root);
        root.Add(ConfigCommand.Define(root, names));
        root.Add(CompletionsCommand.Define(root, names));
        root.Add(HelpCommand.Define(root, names));
        root.Add(ManualCommand.Define(root, names, TimeProvider.System));
    }
}
