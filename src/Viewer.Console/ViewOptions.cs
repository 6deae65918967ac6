using ScreenShare.Viewer.CommandLine;

namespace ScreenShare.Viewer.Console;

/// <summary>What the command line asks for. Immutable.</summary>
internal sealed record ViewOptions : ViewerSettings
{
    public ViewOptions() { }

    public ViewOptions(ViewerSettings settings)
        : base(settings) { }

    /// <summary>Where to write the last picture; null: nowhere.</summary>
    public string? SnapshotPath { get; init; }

    /// <summary>Shown frames after which to end; null: no such end.</summary>
    public int? FramesMax { get; init; }

    public TimeSpan? Duration { get; init; }

    public PipeFormat Pipe { get; init; }

    public bool Json { get; init; }

    public bool Digest { get; init; }

    /// <summary>The end of a broadcast ends nothing: the next one under the link is shown.</summary>
    public bool Stay { get; init; }

    public bool EndWhenStale { get; init; }

    /// <summary>True when standard output carries data for a program, so that people's text goes to standard error.</summary>
    public bool TextToStandardError => Pipe != PipeFormat.None;
}
