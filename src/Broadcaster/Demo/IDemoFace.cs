namespace ScreenShare.Broadcaster.Demo;

/// <summary>How the demo shows itself. Used by one task.</summary>
internal interface IDemoFace
{
    /// <summary>Runs the demo; <c>show</c> is to be called with each new scene.</summary>
    Task ShowAsync(Func<Action<DemoScene>, Task> run);

    void Begin(string source, string link);

    void End(DemoOutcome outcome, IReadOnlyList<string> broken);
}
