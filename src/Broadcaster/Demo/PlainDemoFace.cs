namespace ScreenShare.Broadcaster.Demo;

/// <summary>For a person who reads it later: a few lines now and then.</summary>
internal sealed class PlainDemoFace(TextWriter output, DemoVerdictText verdict) : IDemoFace
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(3);

    private TimeSpan _next = Every;

    public Task ShowAsync(Func<Action<DemoScene>, Task> run) => run(Show);

    public void Begin(string source, string link) => verdict.Begin(source, link);

    public void End(DemoOutcome outcome, IReadOnlyList<string> broken) => verdict.End(outcome, broken);

    private void Show(DemoScene scene)
    {
        if (scene.Broadcast.Elapsed < _next) return;
        _next = scene.Broadcast.Elapsed + Every;
        output.WriteLine(DemoTable.Status(scene));
        foreach (DemoRow row in scene.Rows) output.WriteLine(DemoTable.Line(row));
        output.Flush();
    }
}
