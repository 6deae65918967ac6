namespace ScreenShare.Broadcaster.Capture.TestPicture;

/// <summary>
/// Value noise in integers: chance at the corners of a lattice, smooth in between. Made row by row, since along a row the
/// corners need mixing only once per cell.
/// </summary>
internal readonly struct SmoothNoise(Chance chance)
{
    /// <summary>Adds noise from 0 to <paramref name="amplitude"/> - 1 to each pixel of row <paramref name="y"/>.</summary>
    /// <param name="cellShift">Cells are 2^cellShift pixels wide and high.</param>
    public void AddRow(Span<int> row, int y, int cellShift, int amplitude)
    {
        int cell = 1 << cellShift;
        int down = Smooth(((y & (cell - 1)) << 8) >> cellShift);
        int left = Corner(0, y >> cellShift, down);
        for (int x = 0; x < row.Length; x += cell)
        {
            int right = Corner((x >> cellShift) + 1, y >> cellShift, down);
            int end = Math.Min(cell, row.Length - x);
            for (int i = 0; i < end; i++)
                row[x + i] += (Between(left, right, Smooth((i << 8) >> cellShift)) * amplitude) >> 16;
            left = right;
        }
    }

    private int Corner(int x, int y, int down) =>
        Between((int)(chance.At(x, y) >> 16), (int)(chance.At(x, y + 1) >> 16), down);

    private static int Between(int from, int to, int part) => from + (((to - from) * part) >> 8);

    // 3t² - 2t³ with t from 0 to 256.
    private static int Smooth(int t) => (t * t * (768 - (2 * t))) >> 16;
}
