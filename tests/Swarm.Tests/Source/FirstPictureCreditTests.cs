using ScreenShare.Swarm.Source;
using Xunit;

namespace ScreenShare.Swarm.Tests.Source;

public sealed class FirstPictureCreditTests
{
    private const long PictureBytes = 500_000;
    private const double UplinkBytesPerSecond = 1_000_000;

    private readonly FirstPictureCredit _credit = new();

    public FirstPictureCreditTests() => _credit.HandleSession(PictureBytes);

    [Fact]
    public void A_few_pictures_may_go_before_frames()
    {
        _credit.Update(sent: 2 * PictureBytes, isFollowed: true, UplinkBytesPerSecond, Instant.Zero);

        Assert.InRange(_credit.Left, PictureBytes, 4 * PictureBytes);
    }

    [Fact]
    public void What_is_sent_while_nobody_follows_uses_none_of_it()
    {
        _credit.Update(sent: 9 * PictureBytes, isFollowed: false, UplinkBytesPerSecond, Instant.Zero);
        _credit.Update(sent: 10 * PictureBytes, isFollowed: true, UplinkBytesPerSecond, Instant.Zero);

        Assert.Equal(4 * PictureBytes, _credit.Left);
    }

    [Fact]
    public void Whoever_asks_all_the_time_holds_frames_back_for_a_small_share_of_the_uplink()
    {
        double granted = 0;
        long sent = 0;
        for (int second = 0; second < 100; second++)
        {
            _credit.Update(sent, isFollowed: true, UplinkBytesPerSecond, Instant.Zero + TimeSpan.FromSeconds(second));
            double taken = Math.Min(_credit.Left, UplinkBytesPerSecond);
            granted += taken;
            sent += (long)taken;
        }

        Assert.InRange(granted / 100, 0, 0.06 * UplinkBytesPerSecond); // the pictures at the beginning among it
    }

    [Fact]
    public void What_was_used_comes_back_in_a_minute_or_two()
    {
        _credit.Update(sent: 10 * PictureBytes, isFollowed: true, UplinkBytesPerSecond, Instant.Zero);
        Assert.Equal(0, _credit.Left);

        _credit.Update(sent: 10 * PictureBytes, isFollowed: true, UplinkBytesPerSecond, Instant.Zero + TimeSpan.FromSeconds(80));

        Assert.InRange(_credit.Left, 4 * PictureBytes, 5 * PictureBytes);
    }
}
