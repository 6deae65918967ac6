using System.CommandLine;
using System.Security.Cryptography;
using ScreenShare.CommandLine.Output;

namespace ScreenShare.CommandLine;

/// <summary>
/// What a command does, in the surroundings that every run of ours has from before its first act to its exit code: signals that ask for
/// the end, and a limit on files that is a fault and no abort.
/// </summary>
public static class CommandRun
{
    /// <param name="run">Answers with an exit code; ends soon after its token is cancelled, be it with that exception.</param>
    /// <param name="endingAtMost">See <see cref="StopSignals"/>.</param>
    public static void SetRun(
        this Command command, Func<ParseResult, CancellationToken, Task<int>> run, TimeSpan? endingAtMost = null)
    {
        ArgumentNullException.ThrowIfNull(command);
        command.SetAction((parsed, _) => RunAsync(stop => run(parsed, stop), endingAtMost));
    }

    private static async Task<int> RunAsync(Func<CancellationToken, Task<int>> run, TimeSpan? endingAtMost)
    {
        using var signals = new StopSignals(endingAtMost, TimeProvider.System); // before anything that takes time
        using IDisposable? fileSize = FileSizeLimit.AsFault();
        try
        {
            EncryptionLibrary.Require();
            return await run(signals.Asked).ConfigureAwait(false);
        }
        catch (CryptographicException none)
        {
            StandardError.Say($"this system does not do the encryption that a broadcast needs (ECDSA P-256, AES-128): {none.Message}");
            return ExitCode.BadInput;
        }
        catch (OperationCanceledException) when (signals.Asked.IsCancellationRequested)
        {
            return ExitCode.Success; // told to end while it began
        }
    }
}
