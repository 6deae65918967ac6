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

    private readonly TextFace _afterwards;
    private readonly string _title;
    private readonly TypedLine _typed;
    private readonly TerminalScreen _screen = new();
    private readonly TerminalPicture _picture;
    private FittedLine _status = new();
    private string _notice = "";
    private string _drawnText = "";
    private volatile bool _isPictureNew;

    /// <param name="afterwards">Prints the totals when the terminal has been given back.</param>
    /// <param name="title">Of the broadcast; perhaps empty.</param>
    /// <param name="depth">Not <see cref="ColourDepth.None"/>.</param>
    public TerminalFace(TextFace afterwards, string title, TypedLine typed, ColourDepth depth)
    {
        _afterwards = afterwards;
        _title = title;
        _typed = typed;
        _picture = new TerminalPicture(depth);
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
        if (_screen.Return())
        {
            _picture.Forget();
            _drawnText = "";
            _isPictureNew = true;
        }

        if (!_screen.IsOurs)
            return; // the shell's, or another program's, for now
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
        int columns = TerminalScreen.Columns;
        string notice = PrintableText.Of(_notice);
        string rest = notice.Length > columns ? notice[columns..] : ""; // a long one goes on where the hints stand
        string third = typed.Length > 0 ? $"> {typed}" : rest.Length > 0 ? rest : Hints().Fit(columns);
        string status = _status.Fit(columns);
        string text = $"\e[{firstRow + 1};1H{Line(status)}\e[{firstRow + 2};1H{Line(notice)}\e[{firstRow + 3};1H\e[2m{Line(third)}\e[0m";
        if (text == _drawnText && drawing.Length == 0)
            return;
        _drawnText = text;
        drawing.Append(text);
    }

    private FittedLine Hints() => new FittedLine().Add(1, PrintableText.Of(_title)).Add(2, "s snapshot").Add(4, "q quit").Add(3, "? help");

    // What a stranger named himself may stand in it.
    private static string Line(string text)
    {
        string printable = PrintableText.Of(text);
        return string.Concat(printable.AsSpan(0, Math.Min(printable.Length, TerminalScreen.Columns)), "\e[K");
    }
}
