using System.Text;
using ScreenShare.CommandLine;
using ScreenShare.Frames;
using ScreenShare.Swarm.Identity;
using ScreenShare.Swarm.Node;

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
    private (int Columns, int Rows) _drawnFor;
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
        bool hasReturned = _screen.Return();
        if (!_screen.IsOurs) return; // the shell's, or another program's, for now
        var drawing = new StringBuilder();
        (int, int) size = (TerminalScreen.Columns, TerminalScreen.Rows);
        if (hasReturned || size != _drawnFor) BeginAnew(drawing);
        _drawnFor = size;
        int rows = TerminalScreen.Rows - TextRows;
        if (rows > 0)
        {
            bool isPictureNew = _isPictureNew;
            _isPictureNew = false; // before the copy: a picture that comes during it is drawn next time
            _picture.Draw(drawing, session, isPictureNew, TerminalScreen.Columns, rows);
        }

        DrawText(drawing, Math.Max(rows, 0));
        if (drawing.Length > 0) _screen.Draw(drawing);
    }

    public void Summary(ViewSummary summary)
    {
        _screen.Dispose();
        _afterwards.Summary(summary);
    }

    public void Dispose() => _screen.Dispose();

    // What the terminal makes of what stood there, whether it wraps, moves or keeps it, is its own affair.
    private void BeginAnew(StringBuilder drawing)
    {
        drawing.Append("\e[2J");
        _picture.Forget();
        _isPictureNew = true;
    }

    private void DrawText(StringBuilder drawing, int firstRow)
    {
        int columns = TerminalScreen.Columns;
        bool isTyping = _typed.Text.Length > 0;

        // A long one goes on where the hints stand.
        IReadOnlyList<string> notice = WrappedText.Lines(PrintableText.Of(_notice), columns, isTyping ? 1 : 2);
        string third = isTyping ? PrintableText.Of(_typed.Shown(columns)) : notice.Count > 1 ? notice[1] : Hints().Fit(columns);
        string text = $"{Line(firstRow + 1, _status.Fit(columns))}{Line(firstRow + 2, notice[0])}\e[2m{Line(firstRow + 3, third)}\e[0m";
        if (text == _drawnText && drawing.Length == 0) return;
        _drawnText = text;
        drawing.Append(text);
    }

    private FittedLine Hints() => new FittedLine().Add(1, PrintableText.Of(_title)).Add(2, "s snapshot").Add(4, "q quit").Add(3, "? help");

    // Cleared first: after a line that fills the terminal the cursor still stands on its last character, which clearing would take.
    private static string Line(int row, string text) => $"\e[{row};1H\e[2K{text}";
}
