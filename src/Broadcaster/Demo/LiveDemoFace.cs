using Spectre.Console;

namespace ScreenShare.Broadcaster.Demo;

/// <summary>For a person at a terminal: a table, drawn over again without a cursor, which is there again on every way out.</summary>
internal sealed class LiveDemoFace(IAnsiConsole console, DemoVerdictText verdict) : IDemoFace
{
    public async Task ShowAsync(Func<Action<DemoScene>, Task> run)
    {
        AppDomain.CurrentDomain.ProcessExit += ShowCursor;
        try
        {
            await console.Live(new Text("")).StartAsync(live => run(scene => live.UpdateTarget(DemoTable.Of(scene)))).ConfigureAwait(false);
        }
        finally
        {
            AppDomain.CurrentDomain.ProcessExit -= ShowCursor;
        }
    }

    public void Begin(string source, string link) => verdict.Begin(source, link);

    public void End(DemoOutcome outcome, IReadOnlyList<string> broken) => verdict.End(outcome, broken);

    private void ShowCursor(object? sender, EventArgs ending) => console.Cursor.Show();
}
