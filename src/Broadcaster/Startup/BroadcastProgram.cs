using System.CommandLine;
using Microsoft.Extensions.Logging;
using ScreenShare.Broadcaster.Capture;
using ScreenShare.Broadcaster.Demo;
using ScreenShare.Broadcaster.Rooms;
using ScreenShare.CommandLine;
using ScreenShare.CommandLine.Output;
using ScreenShare.Swarm.Sockets;

namespace ScreenShare.Broadcaster.Startup;

/// <summary>Puts a broadcast, or the demo, together from its options: log, source, face. What is wrong is said in one line.</summary>
internal static class BroadcastProgram
{
    /// <summary>Gives a command its options and its run; that ends by itself within two seconds of being told to, whatever hangs.</summary>
    public static Command Define(Command command, DemoOffer demo, Installation installation)
    {
        var line = new BroadcasterCommand(command, demo);
        command.SetRun((parsed, stop) => RunAsync(line.Read(parsed), installation, stop));
        return command;
    }

    /// <returns>The exit code.</returns>
    private static async Task<int> RunAsync(Options options, Installation installation, CancellationToken stop)
    {
        bool running = false;
        if (options is { NewKey: true, Room: null }) throw new StartupException("--new-key is for a room: give --room NAME with it.");
        try
        {
            // Before anything that takes time, such as a source that gives nothing yet: who has the room is known at once.
            using HeldRoom? room = options.Room is { } name
                ? await HeldRoom.TakeAsync(new RoomFolder(RoomFolder.AllOfThisUser(), name), options.NewKey, TimeProvider.System)
                    .ConfigureAwait(false)
                : null;
            var output = new OutputChoice(options, installation.WatchCommand);
            using ILoggerFactory logs = LogSetUp.Open(options.Log, output.Drawing);
            var opening = new SourceOpening(options, DesktopSession.OfThisProcess(), Console.Error, TimeProvider.System);
            using IScreenSource? source = await opening.OpenAsync(stop).ConfigureAwait(false);
            if (source is null) return ExitCode.Success; // ended as asked, before it began
            running = true;
            return await (options.DemoViewers is null
                ? BroadcastAsync(options, room, output, installation, source, logs, stop)
                : DemonstrateAsync(options, output, installation, source, logs, stop)).ConfigureAwait(false);
        }
        catch (CaptureException failed) when (running)
        {
            StandardError.Say(failed.Message);
            return ExitCode.Failure;
        }
        catch (Exception cannotBegin) when (cannotBegin is CaptureException or NodeHostException)
        {
            throw new StartupException(cannotBegin.Message, cannotBegin);
        }
    }

    private static async Task<int> BroadcastAsync(
        Options options,
        HeldRoom? room,
        OutputChoice output,
        Installation installation,
        IScreenSource source,
        ILoggerFactory logs,
        CancellationToken stop)
    {
        var run = new BroadcastRun(
            options, room, output.BroadcastFace(), installation.WatchCommand, output.Commands(), TimeProvider.System, logs);
        await run.RunAsync(source, stop).ConfigureAwait(false);
        if (run.EndReason is not null) StandardError.Say(run.EndReason);
        else if (source.EndReason is not null && !stop.IsCancellationRequested) StandardError.Say(source.EndReason);
        return ExitCode.Success;
    }

    private static async Task<int> DemonstrateAsync(
        Options options,
        OutputChoice output,
        Installation installation,
        IScreenSource source,
        ILoggerFactory logs,
        CancellationToken stop)
    {
        var demo = new DemoRun(options, installation.Viewer, output.DemoFace(), TimeProvider.System, logs);
        return await demo.RunAsync(source, stop).ConfigureAwait(false) ? ExitCode.Success : ExitCode.Failure;
    }
}
