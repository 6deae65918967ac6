using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace ScreenShare.CommandLine;

/// <summary>Makes options whose complaint about a bad value names a good one: "--fps 0: give a whole number from 1 to 60."</summary>
public static class CheckedOption
{
    /// <summary>46 days: timers count milliseconds in 32 bits.</summary>
    private const double SecondsMax = 4e6;

    /// <summary>Reads a value, or says in one line what is wrong with it.</summary>
    public delegate string? Reader<T>(string text, out T value);

    /// <param name="valueName">What stands for the value in the help text.</param>
    public static Option<T> Create<T>(string name, string valueName, string description, Reader<T> read) => new(name)
    {
        Description = description,
        HelpName = valueName,
        CustomParser = result => Read(result, read),
    };

    /// <summary>The values that shells complete, or how values begin, up to a colon.</summary>
    public static void SetWords(this Option option, params string[] words)
    {
        ArgumentNullException.ThrowIfNull(option);
        option.CompletionSources.Clear(); // of the members of an enumeration, which nobody types
        option.CompletionSources.Add(words);
    }

    /// <summary>An option that may be given again; none is an empty list.</summary>
    public static Option<T[]> Several<T>(string name, string valueName, string description, Reader<T> read) => new(name)
    {
        Description = description,
        HelpName = valueName,
        CustomParser = result => [.. result.Tokens.Select(token => Read(result, token.Value, read)!)], // not null where it was read
        DefaultValueFactory = _ => [],
    };

    public static Option<int?> WholeNumber(string name, string valueName, string description, int min, int max) =>
        Create(name, valueName, description, WholeNumberReader(min, max));

    /// <summary>An argument without a name of its own, which may be left out.</summary>
    public static Argument<int?> WholeNumberArgument(string valueName, string description, int min, int max) => new(valueName)
    {
        Description = description,
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = result => Read(result, WholeNumberReader(min, max)),
    };

    public static Option<double?> Number(string name, string valueName, string description, double min, double max) =>
        Create(name, valueName, description, (string text, out double? value) =>
        {
            bool isNumber = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number);
            value = number;
            return isNumber && number >= min && number <= max ? null : FormattableString.Invariant($"give a number from {min} to {max}.");
        });

    /// <summary>A time; <see cref="TimeOf"/> reads it.</summary>
    public static Option<double?> Seconds(string name, string description) => Number(name, "SECONDS", description, 0.1, SecondsMax);

    public static TimeSpan? TimeOf(double? seconds) => seconds is { } given ? TimeSpan.FromSeconds(given) : null;

    /// <summary>Bytes per second; null: no limit.</summary>
    public static Option<long?> Rate(string name, string description) => Create(
        name, "RATE", $"{description}, such as 500k or 2M ({TransferRate.Units}) [default: no limit]", (string text, out long? value) =>
        {
            bool read = TypedRate.TryParse(text, out long rate, out string complaint);
            value = rate;
            return read ? null : $"{complaint}.";
        });

    private static Reader<int?> WholeNumberReader(int min, int max) => (string text, out int? value) =>
    {
        bool isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        value = number;
        return isNumber && number >= min && number <= max ? null : $"give a whole number from {min} to {max}.";
    };

    // Without a token: an option whose value may be left out.
    private static T? Read<T>(ArgumentResult result, Reader<T> read) =>
        result.Tokens.Count == 0 ? default : Read(result, result.Tokens[^1].Value, read);

    private static T? Read<T>(ArgumentResult result, string text, Reader<T> read)
    {
        string name = (result.Parent as OptionResult)?.Option.Name ?? result.Argument.Name;
        if (read(text, out T value) is { } complaint) result.AddError($"{name} {text}: {complaint}");
        return value;
    }
}
