using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace ScreenShare.CommandLine.Help;

/// <summary>The version of this program and the commit it was built from, as <c>--version</c> tells them.</summary>
public static class ProgramVersion
{
    /// <summary>As git shortens them.</summary>
    private const int CommitChars = 7;

    /// <summary>Such as 0.1.0.</summary>
    public static string Number => Informational().Split('+')[0];

    /// <summary>Such as <c>screenshare 0.1.0 (commit aeb49d1)</c>; what is built outside a clone has no commit to tell.</summary>
    /// <param name="informational">A version, and after a plus sign what it was built from, as the SDK puts it together.</param>
    public static string Line(string name, string informational)
    {
        ArgumentNullException.ThrowIfNull(informational);
        string[] parts = informational.Split('+', 2);
        string commit = parts.Length > 1 ? parts[1] : "";
        bool isCommit = commit.Length >= CommitChars && commit.All(char.IsAsciiHexDigit);
        return isCommit ? $"{name} {parts[0]} (commit {commit[..CommitChars]})" : $"{name} {parts[0]}";
    }

    internal static void SetVersion(RootCommand root, ProgramNames names)
    {
        foreach (VersionOption option in root.Options.OfType<VersionOption>()) option.Action = new Action(names.Name);
    }

    private static string Informational() =>
        Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private sealed class Action(string name) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            Console.Out.WriteLine(Line(name, Informational()));
            return ExitCode.Success;
        }
    }
}
