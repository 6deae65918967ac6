using System.Text;
using ScreenShare.CommandLine;
using ScreenShare.Frames;
using ScreenShare.Viewer.Console;

namespace ScreenShare.Viewer.Tests;

public sealed class HalfBlockPictureTests
{
    [Fact]
    public void Two_pixels_above_each_other_are_one_character()
    {
        Picture picture = TestPicture.Of([0xFF0000], [0x0000FF]);

        Assert.Equal("\e[38;2;255;0;0m\e[48;2;0;0;255m▀\e[0m", Row(picture, 0));
    }

    [Fact]
    public void A_colour_is_named_only_where_it_changes()
    {
        Picture picture = TestPicture.Of([0x010203, 0x010203, 0x040506], [0, 0, 0]);

        Assert.Equal("\e[38;2;1;2;3m\e[48;2;0;0;0m▀▀\e[38;2;4;5;6m▀\e[0m", Row(picture, 0));
    }

    [Fact]
    public void With_256_colours_each_pixel_is_the_nearest_of_them_and_named_only_where_that_changes()
    {
        Picture picture = TestPicture.Of([0xFF0000, 0xFE0101], [0x808080, 0x808080]);

        Assert.Equal("\e[38;5;196m\e[48;5;244m▀▀\e[0m", Row(picture, 0, ColourDepth.Indexed));
    }

    [Theory]
    [InlineData(0, 0, 0, 16)]
    [InlineData(255, 255, 255, 231)]
    [InlineData(95, 135, 175, 67)]
    [InlineData(8, 8, 8, 232)]
    [InlineData(238, 238, 238, 255)]
    public void The_fixed_colours_of_xterm_are_themselves(int red, int green, int blue, int index) =>
        Assert.Equal(index, IndexedColours.Nearest(red, green, blue));

    [Fact]
    public void An_odd_last_row_has_no_background()
    {
        Picture picture = TestPicture.Of([0], [0], [0x0A0B0C]);

        Assert.Equal(2, HalfBlockPicture.Rows(picture.Size));
        Assert.Equal("\e[38;2;10;11;12m▀\e[0m", Row(picture, 1));
    }

    [Theory]
    [InlineData(1920, 1080, 80, 24, 80, 45)]
    [InlineData(1920, 1080, 200, 24, 85, 48)]
    [InlineData(1080, 1920, 80, 24, 27, 48)]
    [InlineData(40, 10, 80, 24, 40, 10)]
    [InlineData(8192, 1, 80, 24, 80, 1)]
    [InlineData(1, 8192, 80, 24, 1, 48)]
    [InlineData(1920, 1080, 1, 1, 1, 1)]
    public void A_picture_is_fitted_with_its_proportions_and_never_enlarged(
        int width, int height, int columns, int rows, int fitWidth, int fitHeight)
    {
        PictureSize fit = HalfBlockPicture.Fit(new PictureSize(width, height), columns, rows);

        Assert.Equal(new PictureSize(fitWidth, fitHeight), fit);
    }

    [Fact]
    public void Only_rows_that_changed_are_drawn_again()
    {
        var terminal = new TerminalPicture(ColourDepth.Full);
        string first = Drawn(terminal, TestPicture.Of([1], [1], [1], [1]));
        string same = Drawn(terminal, TestPicture.Of([1], [1], [1], [1]));
        string changed = Drawn(terminal, TestPicture.Of([1], [1], [1], [2]));

        Assert.Equal("\e[2J\e[1;1H\e[38;2;0;0;1m\e[48;2;0;0;1m▀\e[0m\e[2;1H\e[38;2;0;0;1m\e[48;2;0;0;1m▀\e[0m", first);
        Assert.Empty(same);
        Assert.Equal("\e[2;1H\e[38;2;0;0;1m\e[48;2;0;0;2m▀\e[0m", changed);
    }

    private static string Row(Picture picture, int row, ColourDepth depth = ColourDepth.Full)
    {
        var text = new StringBuilder();
        HalfBlockPicture.AppendRow(text, picture, row, depth);
        return text.ToString();
    }

    private static string Drawn(TerminalPicture terminal, Picture picture)
    {
        var drawing = new StringBuilder();
        terminal.Append(drawing, picture, columns: 10, rows: 10);
        return drawing.ToString();
    }
}
