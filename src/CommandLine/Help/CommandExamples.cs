using System.CommandLine;
using System.Runtime.CompilerServices;

namespace ScreenShare.CommandLine.Help;

/// <summary>The examples of a command, for its help and the manual. The library's commands have no room for them.</summary>
public static class CommandExamples
{
    private static readonly ConditionalWeakTable<Command, CommandExample[]> All = [];

    public static void SetExamples(this Command command, params CommandExample[] examples) => All.AddOrUpdate(command, examples);

    public static IReadOnlyList<CommandExample> Examples(this Command command) =>
        All.TryGetValue(command, out CommandExample[]? examples) ? examples : [];
}
