using System.Text;
using ScreenShare.CommandLine;
using ScreenShare.Frames;
using ScreenShare.Frames.Layers;

namespace ScreenShare.Viewer.Console;

/// <summary>
/// Draws a session's picture small into the terminal. Only rows that differ from what stands there are sent, so a still screen costs
/// nothing and a slow terminal little. Owned by the main loop.
/// </summary>
internal sealed class TerminalPicture(ColourDepth depth)
{
    private Picture? _full;
    private Picture? _small;
    private PictureScaler? _scaler;
    private (PictureSize Source, int Columns, int Rows) _madeFor;
    private string[] _drawn = [];

    /// <param name="isNew">False when the picture is that of the last call; then only another size of the terminal draws it.</param>
    public void Draw(StringBuilder drawing, ViewerSession session, bool isNew, int columns, int rows)
    {
        bool isResized = _full is not null && _madeFor != (_full.Size, columns, rows);
        if ((!isNew && !isResized) || !session.TryCopyPicture(ref _full, out PointerState pointer) || _full is null) return;
        PointerPainter.Paint(_full, pointer);
        Append(drawing, _full, columns, rows);
    }

    /// <summary>Something else has stood on the terminal meanwhile: the next picture is drawn whole.</summary>
    public void Forget() => _madeFor = default;

    /// <summary>The picture fitted into the characters from the top left; clears first what another size has left.</summary>
    public void Append(StringBuilder drawing, Picture picture, int columns, int rows)
    {
        if (_madeFor != (picture.Size, columns, rows))
        {
            PictureSize small = HalfBlockPicture.Fit(picture.Size, columns, rows);
            _scaler = new PictureScaler(picture.Size, small);
            _small = new Picture(small);
            _madeFor = (picture.Size, columns, rows);
            _drawn = new string[HalfBlockPicture.Rows(small)];
            drawing.Append("\e[2J");
        }

        _scaler!.Scale(picture, _small!); // both made above, at the latest now
        for (int row = 0; row < _drawn.Length; row++)
            AppendRow(drawing, _small!, row);
    }

    private void AppendRow(StringBuilder drawing, Picture small, int row)
    {
        var text = new StringBuilder();
        HalfBlockPicture.AppendRow(text, small, row, depth);
        string line = text.ToString();
        if (line == _drawn[row]) return;
        _drawn[row] = line;
        drawing.Append($"\e[{row + 1};1H").Append(line);
    }
}
