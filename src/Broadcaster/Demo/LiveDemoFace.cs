using Spectre.Console;

namespace ScreenShare.Broadcaster.Demo;

/// <summary>For a person at a terminal: a table, drawn over again.</summary>
internal sealed class LiveDemoFace(IAnsiConsole console, DemoVerdictText verdict) : IDemoFace
{
    public Task ShowAsync(Func<Action<DemoScene>, Task> run) =>
        console.Live(new Text("")).StartAsync(live => run(scene => live.UpdateTarget(DemoTable.Of(scene))));

    public void Begin(string source, string link) => verdict.Begin(source, link);

    public void End(DemoOutcome outcome, IReadOnlyList<string> broken) => verdict.End(outcome, broken);
}
