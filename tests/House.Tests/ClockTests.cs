using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ScreenShare.House.Tests;

/// <summary>Shells tell the time, and wait, by the <see cref="TimeProvider"/> they are given: tests give them one of their own.</summary>
public sealed class ClockTests
{
    /// <summary>Files that read a clock all the same, and why.</summary>
    private static readonly Dictionary<string, string> Exceptions = new()
    {
        ["src/Broadcaster/Startup/MachineUptime.cs"] = "it is the clock that a broadcast's TimeProvider is made of",
    };

    [Fact]
    public void Nobody_waits_or_tells_the_time_past_the_time_provider()
    {
        (string File, string Told)[] all = [.. Repository.Sources("src")
            .SelectMany(path => Source.Root(path).DescendantNodes())
            .Where(ReadsAClock)
            .Select(node => (node.SyntaxTree.FilePath, $"{Source.Place(node)}: {node}"))];

        Rule.AssertKept(
            all.Where(found => !Exceptions.ContainsKey(found.File)).Select(found => found.Told),
            "Take a TimeProvider in the constructor, and give it to what waits (docs/architecture.md, \"Time, chance, order\"):");
        Rule.AssertKept(Exceptions.Keys.Except(all.Select(found => found.File)), "These exceptions are needed no longer: delete them:");
    }

    private static bool ReadsAClock(SyntaxNode node) => node switch
    {
        InvocationExpressionSyntax call when Is(call.Expression, "Task.Delay") => IsAlone(call.ArgumentList, mayBeCancelled: true),
        ObjectCreationExpressionSyntax made when Is(made.Type, "PeriodicTimer", "CancellationTokenSource") =>
            made.ArgumentList is { Arguments.Count: > 0 } given && IsAlone(given, mayBeCancelled: false),
        MemberAccessExpressionSyntax read =>
            Is(read, "DateTime.Now", "DateTime.UtcNow", "DateTime.Today", "DateTimeOffset.Now", "DateTimeOffset.UtcNow")
            || Is(read, "Environment.TickCount", "Environment.TickCount64", "Stopwatch.GetTimestamp", "Stopwatch.StartNew"),
        _ => false,
    };

    /// <summary>No provider stands behind the time to wait, and that is not for ever.</summary>
    private static bool IsAlone(ArgumentListSyntax given, bool mayBeCancelled) =>
        !Is(given.Arguments[0].Expression, "Timeout.InfiniteTimeSpan") && given.Arguments.Count < (mayBeCancelled ? 3 : 2)
        && !given.Arguments.Skip(1).Any(argument => argument.ToString().EndsWith("time", StringComparison.OrdinalIgnoreCase));

    private static bool Is(SyntaxNode node, params string[] names) => names.Contains(node.ToString());
}
