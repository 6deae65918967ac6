using System.CommandLine;

namespace ScreenShare.CommandLine.Defaults;

/// <summary>What the user's own default for an option is, and where it was set.</summary>
/// <param name="Values">One, or more for an option that may be given again.</param>
/// <param name="Origin">A variable, or a file and a line.</param>
internal sealed record DefaultValue(Option Option, IReadOnlyList<string> Values, string Origin)
{
    private static readonly string[] Yes = ["true", "1"];
    private static readonly string[] No = ["false", "0"];

    private bool IsFlag => Option.ValueType == typeof(bool);

    /// <summary>As on the command line; each value joined to its option, so that whatever it begins with it is no option itself.</summary>
    public IEnumerable<string> Arguments() => IsFlag
        ? Values.Any(Yes.Contains) ? [Option.Name] : []
        : Values.Select(value => $"{Option.Name}={value}");

    /// <summary>For people: as it would be typed.</summary>
    public override string ToString() => IsFlag
        ? Values.Any(Yes.Contains) ? Option.Name : $"no {Option.Name}"
        : string.Join(' ', Values.Select(value => $"{Option.Name} {value}"));

    /// <summary>What is wrong with the values, without the option's name before it; null: nothing.</summary>
    public string? FindProblem(RootCommand root, Command command)
    {
        string? odd = Values.FirstOrDefault(value => !Yes.Contains(value) && !No.Contains(value));
        if (IsFlag) return odd is null ? null : $"{odd}: give true or false.";
        IEnumerable<string> verb = command is RootCommand ? [] : [command.Name];
        ParseResult parsed = ProgramRun.Parse(root, [.. verb, .. Arguments()]);
        if (parsed.Errors.Count == 0) return null;
        string complaint = parsed.Errors[0].Message;
        string name = $"{Option.Name} ";
        return complaint.StartsWith(name, StringComparison.Ordinal) ? complaint[name.Length..] : complaint;
    }
}
