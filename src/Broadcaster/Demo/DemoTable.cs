using System.Globalization;
using ScreenShare.Broadcaster.Display;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ScreenShare.Broadcaster.Demo;

/// <summary>
/// Tables of the demo, while it runs and at its end: pictures shown and skipped, delay from capture to screen (median and 95th
/// percentile), bytes by who delivered them. Short words, since a terminal of 80 columns must do.
/// </summary>
internal static class DemoTable
{
    public static IRenderable Of(DemoScene scene)
    {
        Table table = WithColumns("Doing", "Shown", "Skipped", "Delay", "p95", "Source", "Viewers");
        foreach (DemoRow row in scene.Rows)
        {
            table.AddRow(
                Number(row.Number), row.PartText, Markup.Escape(row.State), Number(row.Frames), Number(row.Skipped),
                Milliseconds(row.MedianDelayMs), Milliseconds(row.P95DelayMs), Amount.Of(row.BroadcasterBytes), Amount.Of(row.ViewerBytes));
        }

        return new Rows(table, new Text(Status(scene)));
    }

    public static IRenderable Of(DemoOutcome outcome)
    {
        Table table = WithColumns("Shown", "Skipped", "Delay", "p95", "Source", "Viewers", "Last");
        foreach (ViewerOutcome viewer in outcome.Viewers)
        {
            table.AddRow(
                Number(viewer.Number), PartOf(viewer), $"{viewer.FramesShown}/{viewer.FramesPublishedMeanwhile}",
                Number(viewer.FramesSkipped), Milliseconds(viewer.MedianDelayMs), Milliseconds(viewer.P95DelayMs),
                Amount.Of(viewer.BroadcasterBytes), Amount.Of(viewer.ViewerBytes), LastPictureOf(viewer));
        }

        return table;
    }

    public static string Status(DemoScene scene) => FormattableString.Invariant($"{scene.Broadcast}  {scene.Copies:F2} copies");

    /// <summary>One line on a viewer, where there is no room for a table.</summary>
    public static string Line(DemoRow row) =>
        $"  viewer {row.Number} ({row.PartText}): {row.State}, {row.Frames} shown, {Milliseconds(row.MedianDelayMs)}, "
        + $"{Amount.Of(row.BroadcasterBytes)} from the broadcaster, {Amount.Of(row.ViewerBytes)} from viewers";

    private static Table WithColumns(params ReadOnlySpan<string> columns)
    {
        Table table = new Table().Border(TableBorder.Rounded).AddColumn("#").AddColumn("Part");
        foreach (string column in columns) table.AddColumn(new TableColumn(column).NoWrap());
        return table;
    }

    private static string PartOf(ViewerOutcome viewer) => new DemoRow(viewer.Number, viewer.Part, "", 0, 0, null, null, 0, 0).PartText;

    private static string LastPictureOf(ViewerOutcome viewer) => (viewer.Part, viewer.HasLastPicture) switch
    {
        (ViewerPart.Killed, _) => "-",
        (_, true) => "same",
        _ => "other",
    };

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Milliseconds(double? delay) => delay is { } ms ? string.Create(CultureInfo.InvariantCulture, $"{ms:F0} ms") : "-";
}
