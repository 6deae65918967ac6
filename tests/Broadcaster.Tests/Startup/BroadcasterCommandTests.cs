using System.CommandLine;
using System.Net;
using ScreenShare.Broadcaster.Capture;
using ScreenShare.Broadcaster.Startup;
using ScreenShare.CommandLine;
using ScreenShare.Frames;

namespace ScreenShare.Broadcaster.Tests.Startup;

public class BroadcasterCommandTests
{
    private readonly RootCommand _root = new();
    private readonly BroadcasterCommand _command;

    public BroadcasterCommandTests() => _command = new BroadcasterCommand(_root, DemoOffer.ByOption);

    [Fact]
    public void With_nothing_given_everything_has_a_default()
    {
        Options options = Read("");

        Assert.Null(options.Source);
        Assert.Null(options.Seed);
        Assert.Null(options.Duration);
        Assert.Null(options.DemoViewers);
        Assert.Null(options.UploadLimitBytesPerSecond);
        Assert.True(options.WatchPointer);
        Assert.Equal((30, 1.0, 16384), (options.Broadcast.FramesPerSecond, options.Broadcast.Scale, options.Broadcast.ChunkCapacity));
        Assert.Equal(long.MaxValue, options.Broadcast.FramesMax);
        Assert.Equal((8, 0), (options.Peers, options.Port));
        Assert.Equal(new LogWishes(), options.Log);
        Assert.False(options.Json || options.Qr || options.Broadcast.Digest);
    }

    [Fact]
    public void Every_option_arrives_where_it_belongs()
    {
        Options options = Read(
            "--source test:640x360 --seed 5 --no-pointer --fps 60 --scale 0.5 --title Talk --port 6881 --bind 127.0.0.1 "
            + "--address home.example --address 203.0.113.9:5 --upload-limit 2M --peers 12 --chunk-size 64 "
            + "--log a.log --verbose --json --digest --qr --duration 2.5 --frames 9 --demo 3");

        Assert.Equal(new SourceName.Test(new PictureSize(640, 360)), options.Source);
        Assert.Equal((5, false, "Talk", 6881), (options.Seed, options.WatchPointer, options.Title, options.Port));
        Assert.Equal((60, 0.5, 65536), (options.Broadcast.FramesPerSecond, options.Broadcast.Scale, options.Broadcast.ChunkCapacity));
        Assert.Equal((9L, true), (options.Broadcast.FramesMax, options.Broadcast.Digest));
        Assert.Equal(IPAddress.Loopback, options.Bind);
        Assert.Equal([new AdvertisedHost("home.example", 0), new AdvertisedHost("203.0.113.9", 5)], options.Addresses);
        Assert.Equal((2_000_000L, 12), (options.UploadLimitBytesPerSecond, options.Peers));
        Assert.Equal(new LogWishes("a.log", Verbose: true), options.Log);
        Assert.True(options.Json && options.Qr);
        Assert.Equal(TimeSpan.FromSeconds(2.5), options.Duration);
        Assert.Equal(3, options.DemoViewers);
    }

    [Fact]
    public void The_demo_alone_has_five_viewers() => Assert.Equal(5, Read("--demo").DemoViewers);

    [Theory]
    [InlineData("--fps 0", "--fps 0: give a whole number from 1 to 60")]
    [InlineData("--fps 61", "--fps 61: give a whole number from 1 to 60")]
    [InlineData("--fps fast", "--fps fast: give a whole number from 1 to 60")]
    [InlineData("--scale 1.1", "--scale 1.1: give a number from 0.1 to 1")]
    [InlineData("--scale NaN", "--scale NaN: give a number from 0.1 to 1")]
    [InlineData("--chunk-size 15", "--chunk-size 15: give a whole number from 16 to 64")]
    [InlineData("--port 65536", "--port 65536: give a whole number from 0 to 65535")]
    [InlineData("--bind localhost", "--bind localhost: give an IP address of this machine, such as 127.0.0.1")]
    [InlineData("--source camera", "--source camera: 'camera' is not a source;")]
    [InlineData("--upload-limit fast", "--upload-limit fast: 'fast' is not a rate; give a number such as 500k or 2M")]
    [InlineData("--upload-limit 500", "--upload-limit 500: 500 bytes a second? Write 500k for 500 kB/s")]
    [InlineData("--address a..b", "--address a..b: give an IP address or a name")]
    [InlineData("--demo many", "--demo many: give a whole number from 1 to 32")]
    [InlineData("--frames", "Required argument missing for option: '--frames'.")]
    [InlineData("--nonsense", "Unrecognized command or argument '--nonsense'.")]
    public void A_bad_value_is_named_with_what_would_be_a_good_one(string line, string complaint)
    {
        string said = Assert.Single(_root.Parse(line).Errors).Message;

        Assert.StartsWith(complaint, said, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', said);
    }

    [Fact]
    public void A_value_may_begin_with_an_at_sign()
    {
        ParseResult parsed = ProgramRun.Parse(_root, ["--title", "@home"]);

        Assert.Equal("@home", _command.Read(parsed).Title);
    }

    [Fact]
    public void Port_0_is_any_free_one_as_to_the_viewers() => Assert.Equal(0, Read("--port 0").Port);

    [Theory]
    [InlineData("500k", 500_000)]
    [InlineData("1.5M", 1_500_000)]
    [InlineData("500B", 500)]
    [InlineData("20000", 20_000)]
    public void An_upload_limit_is_a_rate_with_its_unit_or_many_bytes(string rate, long expected) =>
        Assert.Equal(expected, Read($"--upload-limit {rate}").UploadLimitBytesPerSecond);

    private Options Read(string line)
    {
        ParseResult parsed = _root.Parse(line);
        Assert.Empty(parsed.Errors);
        return _command.Read(parsed);
    }
}
