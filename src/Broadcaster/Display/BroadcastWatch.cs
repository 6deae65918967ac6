using System.Threading.Channels;
using ScreenShare.Broadcaster.Broadcasting;

namespace ScreenShare.Broadcaster.Display;

/// <summary>Shows a running broadcast on a face: its frames as they come, its status at an even pace, what is typed as it is.</summary>
/// <param name="commands">Typed lines.</param>
/// <param name="obey">Does what a line says and tells what came of it.</param>
/// <param name="notices">Lines for whoever broadcasts; looked for with each status.</param>
internal sealed class BroadcastWatch(
    LiveBroadcast broadcast,
    BroadcastProgress progress,
    IBroadcastFace face,
    ChannelReader<string> commands,
    Func<string, Task<string>> obey,
    ChannelReader<string> notices,
    TimeProvider time)
{
    /// <summary>Runs until the broadcast has published its last frame.</summary>
    public async Task RunAsync()
    {
        using var pace = new PeriodicTimer(face.StatusEvery, time);
        Task<bool> tick = pace.WaitForNextTickAsync().AsTask();
        Task<bool> more = broadcast.Reports.WaitToReadAsync().AsTask();
        Task<bool> command = commands.WaitToReadAsync().AsTask();
        while (true)
        {
            await Task.WhenAny(tick, more, command).ConfigureAwait(false);
            if (more.IsCompleted)
            {
                if (!await more.ConfigureAwait(false)) return;
                ShowFrames();
                more = broadcast.Reports.WaitToReadAsync().AsTask();
            }

            if (command.IsCompleted)
            {
                if (commands.TryRead(out string? line)) face.Answer(await obey(line).ConfigureAwait(false));
                command = commands.WaitToReadAsync().AsTask();
            }

            if (!tick.IsCompleted) continue;
            while (notices.TryRead(out string? told)) face.Answer(told);
            face.Status(progress.Look(broadcast.Statistics, broadcast.Held.Look()) with { Roads = broadcast.RoadStatus });
            tick = pace.WaitForNextTickAsync().AsTask();
        }
    }

    private void ShowFrames()
    {
        while (broadcast.Reports.TryRead(out FrameReport? report))
        {
            progress.Add(report);
            face.Frame(report);
        }
    }
}
