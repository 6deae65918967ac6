using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace ScreenShare.CommandLine.Help;

/// <summary><c>--help</c>, <c>help</c> and a program to be told what to do: one text for all.</summary>
internal static class HelpCommand
{
    /// <summary>Lines are no longer in a wide terminal: long ones are hard to read. Files are read in 80 columns too.</summary>
    private const int ColumnsMax = 80;

    private const int ColumnsMin = 40;

    /// <summary>Gives a program its help, in the place of the library's, which wraps nothing.</summary>
    public static void SetHelp(RootCommand root, ProgramNames names)
    {
        foreach (HelpOption option in root.Options.OfType<HelpOption>()) option.Action = new Action(names);
        if (root.Action is null) root.SetAction(_ => Write(root, names));
    }

    /// <summary>What people type who know <c>git help</c>.</summary>
    public static Command Define(RootCommand root, ProgramNames names)
    {
        var asked = new Argument<string?>("COMMAND") { Description = "Of which command", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("help", "Show the help of a command") { asked };
        asked.Validators.Add(result =>
        {
            string name = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
            if (name.Length > 0 && Find(root, name) is null) result.AddError($"There is no command {PrintableText.Of(name)}.");
        });
        asked.CompletionSources.Add([.. CommandWords.CommandsOf(root).Select(known => known.Name)]);
        command.SetAction(parsed => Write(Find(root, parsed.GetValue(asked)) ?? root, names));
        return command;
    }

    private static Command? Find(RootCommand root, string? name) => root.Subcommands.FirstOrDefault(known => known.Name == name);

    private static int Write(Command command, ProgramNames names)
    {
        foreach (string line in new HelpText(command, names, Columns()).Lines()) Console.Out.WriteLine(line);
        return ExitCode.Success;
    }

    private static int Columns() => Console.IsOutputRedirected || Console.WindowWidth <= 0
        ? ColumnsMax
        : Math.Clamp(Console.WindowWidth, ColumnsMin, ColumnsMax);

    private sealed class Action(ProgramNames names) : SynchronousCommandLineAction
    {
        /// <summary>Whoever asks for help may have got everything else wrong.</summary>
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult) => Write(parseResult.CommandResult.Command, names);
    }
}
