using System.CommandLine;
using System.Globalization;
using ScreenShare.CommandLine.Help;

namespace ScreenShare.CommandLine.Manual;

/// <summary><c>man</c>: the manual page, for packages to put where man finds it. Hidden: people have the help.</summary>
internal static class ManualCommand
{
    public static Command Define(RootCommand root, ProgramNames names, TimeProvider time)
    {
        var command = new Command("man", "Print the manual page, as roff") { Hidden = true };
        command.SetAction(_ => Console.Out.Write(new ManualPage(root, names, Date(time)).Text()));
        return command;
    }

    // Of the sources, where a build says it (reproducible-builds.org): the same sources make the same page.
    private static DateTimeOffset Date(TimeProvider time) =>
        long.TryParse(Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH"), CultureInfo.InvariantCulture, out long seconds)
        && seconds is >= 0 and < 253_402_300_800 // the year 10,000
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : time.GetUtcNow();
}
