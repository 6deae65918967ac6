using System.CommandLine;
using Microsoft.Extensions.Logging;
using ScreenShare.CommandLine;
using ScreenShare.CommandLine.Output;
using ScreenShare.Swarm.Identity;
using ScreenShare.Viewer.CommandLine;
using ScreenShare.Viewer.Gui.Feed;
using ScreenShare.Viewer.Gui.Web;

namespace ScreenShare.Viewer.Gui.Startup;

/// <summary>Puts a viewing together from its options: link, log, page. What is wrong with them is said in one line.</summary>
internal static class GuiProgram
{
    /// <summary>Leaving the swarm and telling the pages may take a few seconds.</summary>
    private static readonly TimeSpan EndingAtMost = TimeSpan.FromSeconds(6);

    /// <summary>A browser that was just asked to open the page is there by then, and the page says what is wrong.</summary>
    private static readonly TimeSpan TellPatience = TimeSpan.FromSeconds(15);

    /// <summary>Gives a command its options and its run.</summary>
    public static Command Define(Command command)
    {
        var line = new GuiCommandLine(command);
        command.SetRun((parsed, stop) => RunAsync(line.Read(parsed), stop), EndingAtMost);
        return command;
    }

    /// <returns>The exit code.</returns>
    private static async Task<int> RunAsync(GuiOptions options, CancellationToken stop)
    {
        LinkInput.RequireSomebodyToAsk(options.Link);
        using ILoggerFactory logs = LogSetUp.Open(options.Log, TerminalDrawing.None);
        JoinLink link = await LinkInput.ReadAsync(options.Link, stop).ConfigureAwait(false);
        var feed = new PictureFeed();
        var news = new ViewNews(link.Title);
        var wishes = new LimitWishes();
        try
        {
            await using PageServer server = await PageServer.StartAsync(options.PagePort, feed, news, wishes, logs).ConfigureAwait(false);
            Task? invitation = null;
            var run = new GuiRun(feed, news, wishes, TimeProvider.System);
            try
            {
                await run.RunAsync(link, options.SessionOptions(), logs, Invite, stop).ConfigureAwait(false);
                return ExitCode.Success;
            }
            catch (ViewerException e)
            {
                StandardError.Say(e.Message);
                run.End(ViewPhase.Failed, e.Message); // the page says it too
                Task patience = Task.Delay(TellPatience, TimeProvider.System, stop);
                if (invitation is not null) await Task.WhenAny(news.LastIsTold, patience).ConfigureAwait(false);
                return ViewerExitCode.Of(e);
            }
            finally
            {
                await (invitation ?? Task.CompletedTask).ConfigureAwait(false);
            }

            // After the session has started: a link that cannot be used opens no page.
            void Invite() => invitation = InviteAsync(server.Address, options, stop);
        }
        catch (ViewerException noPage)
        {
            throw new StartupException(noPage.Message, noPage);
        }
    }

    private static async Task InviteAsync(PageAddress address, GuiOptions options, CancellationToken stop)
    {
        string byHand = $"open {address} in a browser on this machine";
        Task<bool> opening = options.OpensBrowser ? Browser.OpenAsync(address.ToString(), stop) : Task.FromResult(false);
        bool isHopeless = opening is { IsCompletedSuccessfully: true, Result: false };
        StandardOutput.Say(isHopeless ? byHand : $"watching in your browser at {address}");
        StandardOutput.Say("keep the address to yourself: whoever has it on this machine can watch; Ctrl-C ends");
        if (!await opening.ConfigureAwait(false) && !isHopeless) StandardOutput.Say($"no browser could be opened: {byHand}");
    }
}
