using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace ScreenShare.Broadcaster.Startup;

/// <summary>Makes options whose complaint about a bad value says what would be a good one.</summary>
internal static class CheckedOption
{
    /// <summary>Reads a value, or says in one line what is wrong with it.</summary>
    public delegate string? Reader<T>(string text, out T value);

    /// <param name="valueName">What stands for the value in the help text.</param>
    public static Option<T> Create<T>(string name, string valueName, string description, Reader<T> read) => new(name)
    {
        Description = description,
        HelpName = valueName,
        CustomParser = result => Read(result, read),
    };

    public static Option<int?> WholeNumber(string name, string valueName, string description, int min, int max) =>
        Create(name, valueName, description, (string text, out int? value) =>
        {
            bool isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
            value = number;
            return isNumber && number >= min && number <= max ? null : $"give a whole number from {min} to {max}.";
        });

    public static Option<double?> Number(string name, string valueName, string description, double min, double max) =>
        Create(name, valueName, description, (string text, out double? value) =>
        {
            bool isNumber = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number);
            value = number;
            return isNumber && number >= min && number <= max ? null : FormattableString.Invariant($"give a number from {min} to {max}.");
        });

    private static T? Read<T>(ArgumentResult result, Reader<T> read)
    {
        if (result.Tokens.Count == 0) return default; // an option whose value may be left out
        string text = result.Tokens[^1].Value;
        string? name = (result.Parent as OptionResult)?.Option.Name;
        if (read(text, out T value) is { } complaint) result.AddError($"{name} {text}: {complaint}");
        return value;
    }
}
