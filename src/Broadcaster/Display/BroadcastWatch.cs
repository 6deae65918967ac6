using ScreenShare.Broadcaster.Broadcasting;

namespace ScreenShare.Broadcaster.Display;

/// <summary>Shows a running broadcast on a face: its frames as they come, its status at an even pace.</summary>
internal sealed class BroadcastWatch(LiveBroadcast broadcast, BroadcastProgress progress, IBroadcastFace face, TimeProvider time)
{
    /// <summary>Runs until the broadcast has published its last frame.</summary>
    public async Task RunAsync()
    {
        using var pace = new PeriodicTimer(face.StatusEvery, time);
        Task<bool> tick = pace.WaitForNextTickAsync().AsTask();
        Task<bool> more = broadcast.Reports.WaitToReadAsync().AsTask();
        while (true)
        {
            await Task.WhenAny(tick, more).ConfigureAwait(false);
            if (more.IsCompleted)
            {
                if (!await more.ConfigureAwait(false)) return;
                ShowFrames();
                more = broadcast.Reports.WaitToReadAsync().AsTask();
            }

            if (!tick.IsCompleted) continue;
            face.Status(progress.Look(broadcast.Statistics));
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
