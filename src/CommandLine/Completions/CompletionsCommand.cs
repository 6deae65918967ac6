using System.CommandLine;
using ScreenShare.CommandLine.Help;

namespace ScreenShare.CommandLine.Completions;

/// <summary>
/// <c>completions SHELL</c>: a script that makes a shell complete this program's commands and options. It is made of the commands
/// themselves and starts no program when it completes.
/// </summary>
internal static class CompletionsCommand
{
    private static readonly Dictionary<string, Func<string, RootCommand, string>> Scripts = new()
    {
        ["bash"] = BashCompletions.Script,
        ["zsh"] = ZshCompletions.Script,
        ["fish"] = FishCompletions.Script,
        ["powershell"] = PowerShellCompletions.Script,
    };

    public static Command Define(RootCommand root, ProgramNames names)
    {
        string shells = string.Join(", ", Scripts.Keys);
        var shell = new Argument<string>("SHELL") { Description = $"One of {shells}" };
        shell.CompletionSources.Add([.. Scripts.Keys]);
        shell.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var given }] && !Scripts.ContainsKey(given))
                result.AddError($"SHELL {CommandLineComplaint.Short(given)}: give one of {shells}.");
        });
        var command = new Command("completions", "Print a script that makes your shell complete commands and options") { shell };
        command.SetExamples(
            new CommandExample("bash > ~/.local/share/bash-completion/completions/screenshare", "for bash, from the next shell on"),
            new CommandExample("fish > ~/.config/fish/completions/screenshare.fish", "for fish"));

        // Not null: the argument must be given.
        command.SetAction(parsed => Console.Out.Write(Scripts[parsed.GetValue(shell)!](names.Name, root)));
        return command;
    }
}
