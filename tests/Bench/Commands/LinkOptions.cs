using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ScreenShare.Bench.Measuring;
using ScreenShare.Simulator.Network;

namespace ScreenShare.Bench.Commands;

/// <summary>Links as the commands take them: rates in Mbit/s as lists, the source first, of which the last value is repeated.</summary>
internal sealed class LinkOptions
{
    public LinkOptions(string up, string down, double delayMs)
    {
        Up = Rates("--up", "Uplinks in Mbit/s: the source's, then the viewers'; the last is repeated", up);
        Down = Rates("--down", "The viewers' downlinks in Mbit/s; the last is repeated", down);
        Delay = new Option<double>("--delay")
        {
            Description = "Milliseconds one way between any two hosts",
            DefaultValueFactory = _ => delayMs,
        };
    }

    public Option<double[]> Up { get; }

    public Option<double[]> Down { get; }

    public Option<double> Delay { get; }

    public BlobLinks Read(ParseResult parse, int viewers) =>
        BlobLinks.FromMegabits(viewers, parse.GetRequiredValue(Up), parse.GetRequiredValue(Down));

    /// <summary>The source, then the viewers. Each host has half of the delay; the source's downlink is the fastest of all.</summary>
    public IReadOnlyList<HostLink> ToHosts(ParseResult parse, BlobLinks links)
    {
        TimeSpan half = TimeSpan.FromMilliseconds(parse.GetValue(Delay) / 2);
        var hosts = new List<HostLink> { Host(links.SourceUp, links.ViewerDown.Max(), half) };
        for (int i = 0; i < links.Viewers; i++)
            hosts.Add(Host(links.ViewerUp[i], links.ViewerDown[i], half));
        return hosts;
    }

    private static HostLink Host(double up, double down, TimeSpan delay) =>
        new() { UpBytesPerSecond = (long)up, DownBytesPerSecond = (long)down, Delay = delay };

    private static Option<double[]> Rates(string name, string description, string usual) => new(name)
    {
        Description = description,
        HelpName = "LIST",
        CustomParser = Read,
        DefaultValueFactory = _ => ReadList(usual)!, // ours, so it reads
    };

    private static double[]? Read(ArgumentResult argument)
    {
        double[]? list = ReadList(argument.Tokens.Count > 0 ? argument.Tokens[0].Value : "");
        if (list is null) argument.AddError("give rates in Mbit/s such as 8 or 8,1,2,4");
        return list;
    }

    private static double[]? ReadList(string text)
    {
        string[] parts = text.Split(',');
        var list = new double[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out list[i]) || list[i] <= 0) return null;
        }

        return list;
    }
}
