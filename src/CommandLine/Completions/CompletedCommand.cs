using System.CommandLine;
using System.CommandLine.Completions;
using ScreenShare.CommandLine.Help;

namespace ScreenShare.CommandLine.Completions;

/// <summary>What a shell can complete of one command.</summary>
/// <param name="Words">Values that its argument may have.</param>
internal sealed record CompletedCommand(string Name, string Says, IReadOnlyList<CompletedOption> Options, IReadOnlyList<string> Words)
{
    public IEnumerable<string> OptionNames => Options.SelectMany(option => option.Names);

    public static CompletedCommand Of(Command command) => new(
        command.Name,
        CommandWords.Brief(command),
        [.. CommandWords.OptionsOf(command).Select(CompletedOption.Of)],
        [.. command.Arguments.SelectMany(argument => argument.GetCompletions(CompletionContext.Empty)).Select(item => item.Label)]);

    public static IReadOnlyList<CompletedCommand> AllOf(RootCommand root) => [.. CommandWords.CommandsOf(root).Select(Of)];
}
