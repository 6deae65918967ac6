using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using System.Numerics;
using ScreenShare.CommandLine;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Viewer.CommandLine;

/// <summary>Reads the values of options; what is wrong with one is said in one line, with an example of a right one.</summary>
public static class OptionValues
{
    /// <summary>A number with a bound on both sides; null when it is not given and has no <paramref name="initial"/> value.</summary>
    public static Option<T?> Number<T>(string name, string helpName, string description, T least, T most, T? initial = null)
        where T : struct, INumber<T>
    {
        var option = new Option<T?>(name)
        {
            Description = description,
            HelpName = helpName,
            CustomParser = result =>
            {
                bool isNumber = T.TryParse(Text(result), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out T value);
                if (isNumber && value >= least && value <= most) return value;
                result.AddError($"{name} is a number from {least} to {most}, not '{Text(result)}'.");
                return null;
            },
        };
        if (initial is not null) option.DefaultValueFactory = _ => initial;
        return option;
    }

    public static long? ParseRate(ArgumentResult result)
    {
        if (TypedRate.TryParse(Text(result), out long rate, out string complaint)) return rate;
        result.AddError($"{(result.Parent as OptionResult)?.Option.Name}: {complaint}.");
        return null;
    }

    public static IPAddress? ParseAddress(ArgumentResult result)
    {
        if (WrittenAddress.TryParseIP(Text(result), out IPAddress? address)) return address;
        result.AddError($"--bind: '{Text(result)}' is not an IP address of this machine, such as 127.0.0.1.");
        return null;
    }

    public static AddressRule[] ParseRules(ArgumentResult result)
    {
        List<AddressRule> rules = [];
        foreach (Token token in result.Tokens)
        {
            if (AddressRule.TryParse(token.Value, out AddressRule rule)) rules.Add(rule);
            else
                result.AddError($"--block: '{token.Value}' is not an address; give an IP or IP:port, such as 192.0.2.7 or 192.0.2.7:6881.");
        }

        return [.. rules];
    }

    /// <summary>What was typed; empty when nothing was.</summary>
    public static string Text(ArgumentResult result) => result.Tokens.Count > 0 ? result.Tokens[^1].Value : "";
}
