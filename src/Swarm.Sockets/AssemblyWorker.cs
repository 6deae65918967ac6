using ScreenShare.Swarm.Node;
using ScreenShare.Swarm.Window;

namespace ScreenShare.Swarm.Sockets;

/// <summary>
/// Puts key frames together on the thread pool, one at a time: they are milliseconds of copying and hashing, too long for the loop, and two
/// at once would only take a second core from the decoder. The methods are the loop's.
/// </summary>
internal sealed class AssemblyWorker(NodeInputs inputs)
{
    private bool _isBusy;

    /// <summary>Ends with the assembly on its way; does not fail.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    public void TakeFrom(SwarmNode node)
    {
        if (_isBusy || !node.TryTakeAssembly(out KeyFrameAssembly? assembly)) return;
        _isBusy = true;
        Completion = RunAsync(assembly!); // not null when taken
    }

    /// <summary>The loop has seen the result.</summary>
    public void Ended() => _isBusy = false;

    private async Task RunAsync(KeyFrameAssembly assembly)
    {
        await Task.Yield(); // to the thread pool
        NodeInput result;
        try
        {
            assembly.Run();
            result = NodeInput.Assembled(assembly);
        }
        catch (Exception failure)
        {
            result = NodeInput.Failed(failure);
        }

        await inputs.WriteAsync(result).ConfigureAwait(false);
    }
}
