using ScreenShare.Broadcaster.Capture;
using ScreenShare.Broadcaster.Capture.X11;

namespace ScreenShare.Broadcaster.Tests.Capture.X11;

public sealed class AreaListTests
{
    private readonly AreaList _areas = new();

    [Fact]
    public void Bands_of_one_rectangle_become_one_area_again()
    {
        for (int y = 0; y < 300; y += 10) _areas.Add(new Area(50, y, 400, 10));

        Assert.Equal([new Area(50, 0, 400, 300)], _areas.Areas.ToArray());
    }

    [Fact]
    public void Distant_areas_stay_apart()
    {
        _areas.Add(new Area(0, 0, 20, 20));
        _areas.Add(new Area(1900, 1000, 20, 20));

        Assert.Equal(2, _areas.Areas.Length);
    }

    [Fact]
    public void Whatever_is_added_is_covered_by_few_areas()
    {
        var chance = new Random(1);
        var added = new List<Area>();
        for (int i = 0; i < 2000; i++)
        {
            added.Add(new Area(chance.Next(8000), chance.Next(8000), chance.Next(1, 100), chance.Next(1, 100)));
            _areas.Add(added[^1]);
        }

        Assert.InRange(_areas.Areas.Length, 1, AreaList.CountMax);
        Area[] areas = _areas.Areas.ToArray();
        Assert.All(added, area => Assert.Contains(areas, kept => kept.Contains(area)));
    }

    [Fact]
    public void Nothing_is_not_an_area()
    {
        _areas.Add(default);

        Assert.True(_areas.Areas.IsEmpty);
    }
}
