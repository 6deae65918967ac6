using System.Text;
using ScreenShare.CommandLine;
using ScreenShare.Frames;
using ScreenShare.Swarm;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Viewer.Console;

/// <summary>
/// A small picture in half blocks with three lines below it: statistics, what happened last, and what is being typed. At the end the
/// terminal is given back and the totals are printed as text.
/// </summary>
internal sealed class TerminalFace : IViewFace
{
    private const int TextRows = 3;
    private const string Hint = "s snapshot · q quit · block ADDRESS · unblock ADDRESS · peers";

    private readonly TextFace _afterwards;
    private readonly string _title;
    private readonly TypedLine _typed;
    private readonly TerminalScreen _screen = new();
    private readonly TerminalPicture _picture = new();
    private string _status = "";
    private string _notice = "";
    private string _drawnText = "";
    private volatile bool _isPictureNew;

    /// <param name="afterwards">Prints the totals when the terminal has been given back.</param>
    /// <param name="title">Of the broadcast; perhaps empty.</param>
    public TerminalFace(TextFace afterwards, string title, TypedLine typed)
    {
        _afterwards = afterwards;
        _title = title;
        _typed = typed;
    }

    public void Listening(int port) => _notice = $"listening on port {port}";

    public void Notice(ViewerNotice notice) => _notice = notice.Text;

    public void Answer(string text) => _notice = text;

    public void Blocked(AddressRule rule, long deliveredBytes) => _notice = TextFace.BlockedText(rule, deliveredBytes);

    public void Unblocked(AddressRule rule) => _notice = TextFace.UnblockedText(rule);

    public void Peers(NodeStatistics statistics) => _notice = statistics.Neighbours.Count == 0
        ? "no peers"
        : string.Join("  ", statistics.Neighbours.Select(peer => $"{peer.Address} {TransferRate.FormatBytes(peer.PieceBytesReceived)}"));

    public void Statistics(ViewStatistics statistics) => _status = StatusText.Of(statistics);

    public void Shown(in ShownFrame frame, Picture picture) => _isPictureNew = true;

    public void Refresh(ViewerSession session)
    {
        var drawing = new StringBuilder();
        int rows = TerminalScreen.Rows - TextRows;
        if (rows > 0)
        {
            bool isPictureNew = _isPictureNew;
            _isPictureNew = false; // before the copy: a picture that comes during it is drawn next time
            _picture.Draw(drawing, session, isPictureNew, TerminalScreen.Columns, rows);
        }

        DrawText(drawing, Math.Max(rows, 0));
        if (drawing.Length > 0)
            _screen.Draw(drawing);
    }

    public void Summary(ViewSummary summary)
    {
        _screen.Dispose();
        _afterwards.Summary(summary);
    }

    public void Dispose() => _screen.Dispose();

    private void DrawText(StringBuilder drawing, int firstRow)
    {
        string typed = _typed.Text;
        string third = typed.Length > 0 ? $"> {typed}" : _title.Length > 0 ? $"{_title} · {Hint}" : Hint;
        string text = $"\e[{firstRow + 1};1H{Line(_status)}\e[{firstRow + 2};1H{Line(_notice)}\e[{firstRow + 3};1H\e[2m{Line(third)}\e[0m";
        if (text == _drawnText && drawing.Length == 0)
            return;
        _drawnText = text;
        drawing.Append(text);
    }

    // What a stranger named himself may stand in it.
    private static string Line(string text)
    {
        string printable = PrintableText.Of(text);
        return string.Concat(printable.AsSpan(0, Math.Min(printable.Length, TerminalScreen.Columns)), "\e[K");
    }
}
