using System.Threading.Channels;
using ScreenShare.Broadcaster.Broadcasting;
using ScreenShare.Broadcaster.Startup;
using ScreenShare.Frames;
using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Publishing;
using ScreenShare.Swarm.Source;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Broadcaster.Tests.Broadcasting;

/// <summary>Nobody who sets the machine's clock changes what a broadcast does.</summary>
public sealed class BroadcastClockTests : IDisposable
{
    private static readonly PictureSize Size = new(64, 64);
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(100);

    private readonly ManualTime _time = new();
    private readonly PictureExchange _exchange = new();
    private readonly BroadcasterKeys _keys = BroadcasterKeys.Create();
    private readonly Channel<PublishedFrame> _published = Channel.CreateUnbounded<PublishedFrame>();
    private readonly BroadcastClock _clock;

    public BroadcastClockTests() => _clock = new BroadcastClock(_time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, long[]> Settings => new()
    {
        { "back an hour", [-3600] },
        { "forward an hour", [3600] },
        { "back several times", [-10, -3600, -86400, -1] },
        { "years each way", [-1_000_000_000, 2_000_000_000] },
        { "before 1970", [-3_000_000_000] },
        { "each second", [1, -1, 7, -7, 3600, -3600, 1, -2, 5] },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public async Task A_clock_that_is_set_holds_up_no_key_frame_and_moves_no_time_told(string what, long[] seconds)
    {
        Task running = RunAsync();
        List<Manifest> manifests = [await PublishAsync(Size, 0)];

        for (int i = 1; i <= 100; i++)
        {
            if (i % 10 == 5 && i / 10 < seconds.Length) _time.Set(TimeSpan.FromSeconds(seconds[i / 10]));
            _time.Advance(Frame);
            manifests.Add(await PublishAsync(Size, i));
        }

        await EndAsync(running);
        Assert.Equal(Enumerable.Range(0, 101).Select(i => i * Frame), manifests.Select(m => m.CaptureTime - manifests[0].CaptureTime));
        Assert.True(manifests.Select(m => m.KeyFrame).Distinct().Count() == 11, what);
    }

    [Fact]
    public async Task A_session_that_begins_after_the_clock_was_set_back_still_started_later()
    {
        Task running = RunAsync();
        Manifest before = await PublishAsync(Size, 0);

        _time.Advance(TimeSpan.FromSeconds(10));
        _time.Set(TimeSpan.FromHours(-1));
        Manifest after = await PublishAsync(new PictureSize(128, 64), 1);
        await EndAsync(running);

        Assert.NotEqual(before.Session, after.Session);
        Assert.Equal(10_000ul, after.SessionStart - before.SessionStart);
        Assert.Equal(TimeSpan.FromSeconds(10), after.CaptureTime - before.CaptureTime);
    }

    [Theory]
    [InlineData(-3_000_000_000)]
    [InlineData(100_000_000_000)]
    [InlineData(249_000_000_000)]
    public async Task A_broadcast_whose_clock_is_in_another_age_signs_manifests_that_everybody_reads(long seconds)
    {
        _time.Set(TimeSpan.FromSeconds(seconds));
        var clock = new BroadcastClock(_time);
        Task running = RunAsync(clock);

        Manifest manifest = await PublishAsync(Size, 0, clock);
        await EndAsync(running);

        Assert.True(Manifest.TryRead(manifest.Bytes, out Manifest? read, out _));
        Assert.InRange((read!.CaptureTime - DateTimeOffset.UnixEpoch.AddMilliseconds(read.SessionStart)).TotalSeconds, -1, 1);
    }

    [Fact]
    public void Uptime_goes_on_as_the_runtimes_own_does()
    {
        long began = TimeProvider.System.GetTimestamp();
        TimeSpan uptime = MachineUptime.Read();
        Thread.SpinWait(1_000_000);
        TimeSpan passed = MachineUptime.Read() - uptime;

        Assert.InRange(passed, TimeSpan.FromTicks(1), TimeProvider.System.GetElapsedTime(began) + TimeSpan.FromMilliseconds(1));
    }

    public void Dispose() => _keys.Dispose();

    private async Task RunAsync(BroadcastClock? clock = null)
    {
        using var loop = new EncodeLoop(
            _exchange, _keys, new BroadcastSettings { EncodeWorkers = 1 }, new PictureSize(64, 64), static now => now,
            static _ => new(FrameHold.None), _published.Writer.WriteAsync, Channel.CreateUnbounded<FrameReport>().Writer, clock ?? _clock);
        await Task.Run(() => loop.RunAsync(Cancellation), Cancellation);
    }

    private async Task<Manifest> PublishAsync(PictureSize size, int shade, BroadcastClock? clock = null)
    {
        Picture picture = await _exchange.RentAsync(size, Cancellation);
        picture.Pixels.Fill((byte)shade);
        _exchange.Submit(new CapturedPicture(picture, (clock ?? _clock).GetUtcNow()));
        while (true)
        {
            Manifest manifest = (await _published.Reader.ReadAsync(Cancellation)).Manifest;
            if (manifest.Kind == ManifestKind.Delta) return manifest;
        }
    }

    private async Task EndAsync(Task running)
    {
        _exchange.Complete();
        await running;
    }
}
