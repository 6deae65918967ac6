using System.Collections.Concurrent;

namespace ScreenShare.Broadcaster.Capture;

/// <summary>
/// A thread for calls that may never come back, such as those to a display's server that hangs. Whoever waits for one may give up; the
/// thread is left behind then, and holds up no end of the program. Calls run one after the other.
/// </summary>
internal sealed class SourceThread
{
    // Not bounded: whoever uses it makes one call at a time, so a call and the last one are all there is.
    private readonly BlockingCollection<Task> _calls = [];
    private readonly Thread _thread;

    public SourceThread()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "source" };
        _thread.Start();
    }

    /// <summary>Not after <see cref="TryEnd"/>.</summary>
    public Task<T> RunAsync<T>(Func<T> call)
    {
        var task = new Task<T>(call, TaskCreationOptions.RunContinuationsAsynchronously);
        _calls.Add(task);
        return task;
    }

    /// <summary>Makes the last call. False when the thread is not through with it after <paramref name="atMost"/>.</summary>
    public bool TryEnd(Action last, TimeSpan atMost)
    {
        _calls.Add(new Task(last));
        _calls.CompleteAdding();
        return _thread.Join(atMost);
    }

    private void Run()
    {
        foreach (Task call in _calls.GetConsumingEnumerable()) call.RunSynchronously();
    }
}
