namespace ScreenShare.Swarm.Sockets.Tests;

/// <summary>How long a test waits for what should happen at once; a slow machine must not make it fail.</summary>
internal static class Patience
{
    public static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    /// <summary>The test's own token, which also ends a wait that has become hopeless.</summary>
    public static CancellationToken Token()
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        source.CancelAfter(Long);
        return source.Token;
    }

    public static async Task<NodeInput> NextAsync(this NodeInputs inputs, CancellationToken cancellation)
    {
        while (true)
        {
            if (inputs.TryRead(out NodeInput input)) return input;
            if (!await inputs.WaitToReadAsync().AsTask().WaitAsync(cancellation))
                throw new InvalidOperationException("the inputs are completed");
        }
    }
}
