using ScreenShare.CommandLine;

namespace ScreenShare.Broadcaster.Rooms;

/// <summary>Ends a room, when somebody is sure: there is no way back.</summary>
internal sealed class RoomEnding(RoomFolder folder, TimeProvider time)
{
    /// <param name="isSure">Nobody is asked.</param>
    /// <param name="person">Who can be asked; null: nobody.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="StartupException">There is no such room, it is held, it cannot be deleted, or nobody can be asked.</exception>
    public async Task<int> RunAsync(bool isSure, TextReader? person, TextWriter output, CancellationToken stop)
    {
        if (!folder.HasRoom) throw new StartupException($"There is no room {folder.Name}; rooms lists those there are.");
        if (!isSure && person is null)
            throw new StartupException($"rooms forget {folder.Name}: nobody can be asked here whether you are sure; give --yes.");
        try
        {
            using RoomLock held = await RoomLock.TakeAsync(folder.Path, time).ConfigureAwait(false)
                ?? throw new StartupException($"Room {folder.Name} is in use{HeldRoom.By(folder)}: end that first.");
            if (!isSure && !await AskAsync(person!, output, stop).ConfigureAwait(false)) // there, or it would be sure
            {
                await output.WriteLineAsync($"Room {folder.Name} stays.").ConfigureAwait(false);
                return ExitCode.Success;
            }

            held.DeleteAll(folder.File);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"Room {folder.Name} cannot be ended whole: {refused.Message}", refused);
        }

        await output.WriteLineAsync($"Room {folder.Name} is no more.").ConfigureAwait(false);
        return ExitCode.Success;
    }

    private async Task<bool> AskAsync(TextReader person, TextWriter output, CancellationToken stop)
    {
        await output.WriteAsync($"End room {folder.Name}? Its link never works again, for anybody. [y/N] ").ConfigureAwait(false);
        await output.FlushAsync(stop).ConfigureAwait(false);

        // A terminal's reader waits for the whole line, whoever is told to stop: it is left behind then.
        string? answer = await Task.Run(person.ReadLine, stop).WaitAsync(stop).ConfigureAwait(false);
        return answer?.Trim() is "y" or "Y" or "yes";
    }
}
