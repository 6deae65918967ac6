using ScreenShare.CommandLine;
using ScreenShare.Frames;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Node;
using Spectre.Console;
using static System.FormattableString;

namespace ScreenShare.Viewer.Console;

/// <summary>Lines for a person: what happened, a status line a second, tables on request and at the end.</summary>
/// <param name="withDigests">Adds a line with the SHA-256 of every shown picture.</param>
internal sealed class TextFace(IAnsiConsole console, bool withDigests) : IViewFace
{
    public void Listening(int port) => WriteLine($"listening on port {port}");

    public void Notice(ViewerNotice notice) => WriteLine(notice.Text);

    public void Answer(string text) => WriteLine(text);

    public void Blocked(AddressRule rule, long deliveredBytes) => WriteLine(BlockedText(rule, deliveredBytes));

    public void Unblocked(AddressRule rule) => WriteLine(UnblockedText(rule));

    public void Peers(NodeStatistics statistics)
    {
        Table table = new Table().Border(TableBorder.Simple)
            .AddColumn("peer").AddColumn("received").AddColumn("sent").AddColumn("rate down").AddColumn("round trip").AddColumn("client");
        foreach (PeerStatistics peer in statistics.Neighbours)
        {
            table.AddRow(
                Plain(peer.Address.ToString()),
                Plain(TransferRate.FormatBytes(peer.PieceBytesReceived)),
                Plain(TransferRate.FormatBytes(peer.PieceBytesSent)),
                Plain(TransferRate.Format(peer.DownBytesPerSecond)),
                Plain(Invariant($"{peer.RoundTrip.TotalMilliseconds:F1} ms")),
                Plain(peer.Client));
        }

        console.Write(table);
        WriteLine($"{statistics.Neighbours.Count} connected, {statistics.KnownPeers} known");
    }

    public void Statistics(ViewStatistics statistics) => WriteLine(StatusText.Of(statistics).Fit(Columns));

    public void Shown(in ShownFrame frame, Picture picture)
    {
        if (withDigests) WriteLine($"frame {frame.Number} {picture.Digest()}");
    }

    public void Refresh(ViewerSession session) { }

    public void Summary(ViewSummary summary)
    {
        if (summary.Ending.Code == ExitCode.Success) // what went wrong goes to standard error
            WriteLine($"ended: {summary.Ending.Text}");
        ViewCount count = summary.Count;
        Grid totals = new Grid().AddColumn().AddColumn();
        Row("frames shown", count.Frames == 0 ? "none" : $"{count.Frames} ({count.First} to {count.Last}), {count.Skipped} skipped");
        if (count.Frames > 0)
        {
            Row("picture", count.Size.ToString());
            if (withDigests) Row("last digest", summary.LastDigest ?? "");
            Row("delay", Invariant($"median {summary.MedianDelayMs:F0} ms, 95 % within {summary.P95DelayMs:F0} ms"));
        }

        NodeStatistics node = summary.Node;
        string twice = TransferRate.FormatBytes(node.DuplicateBytes);
        Row("received", $"{TransferRate.FormatBytes(node.PieceBytesReceived)}, of it twice {twice}");
        Row("passed on", TransferRate.FormatBytes(node.PieceBytesSent));
        foreach (DeliveredBytes delivered in node.Delivered)
            Row($"from {delivered.Address}", TransferRate.FormatBytes(delivered.Bytes));
        if (node.DeliveredByOthers > 0) Row("from others", TransferRate.FormatBytes(node.DeliveredByOthers));
        console.Write(totals);

        void Row(string what, string value) => totals.AddRow(Plain(what), Plain(value));
    }

    public void Dispose() { }

    public static string BlockedText(AddressRule rule, long deliveredBytes) =>
        $"blocked {rule}; it had delivered {TransferRate.FormatBytes(deliveredBytes)}";

    public static string UnblockedText(AddressRule rule) => $"{rule} is no longer blocked";

    // A file has no edge.
    private int Columns => console.Profile.Out.IsTerminal ? Math.Max(console.Profile.Width, 1) : int.MaxValue;

    // A Text, not a string: a peer's name must not be read as Spectre's markup, and no escape sequence of its may reach the terminal.
    private static Text Plain(string text) => new(PrintableText.Of(text));

    private void WriteLine(string text)
    {
        console.Profile.Out.Writer.WriteLine(PrintableText.Of(text));
        console.Profile.Out.Writer.Flush();
    }
}
