using System.CommandLine;
using System.CommandLine.Completions;
using ScreenShare.CommandLine.Help;

namespace ScreenShare.CommandLine.Completions;

/// <summary>What a shell can complete of one option.</summary>
/// <param name="Names">Its name, and its aliases in the form of options.</param>
/// <param name="Says">In a few words.</param>
/// <param name="TakesValue">And cannot be without.</param>
/// <param name="IsFile">Its value is the name of a file.</param>
/// <param name="Words">Values that are known, or the beginnings of them, which then end with a colon.</param>
internal sealed record CompletedOption(
    IReadOnlyList<string> Names, string Says, bool TakesValue, bool IsFile, IReadOnlyList<string> Words)
{
    public static CompletedOption Of(Option option)
    {
        string? value = CommandWords.ValueOf(option);
        bool takesValue = value is not null && option.Arity.MinimumNumberOfValues > 0;
        IEnumerable<string> words = takesValue ? option.GetCompletions(CompletionContext.Empty).Select(item => item.Label) : [];
        string[] names = [option.Name, .. option.Aliases.Where(alias => alias is ['-', not '?', ..])];
        return new CompletedOption(names, CommandWords.Brief(option), takesValue, value == "FILE", [.. words]);
    }
}
