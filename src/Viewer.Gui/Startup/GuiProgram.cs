using ScreenShare.CommandLine;
using ScreenShare.CommandLine.Output;
using ScreenShare.Swarm.Identity;
using ScreenShare.Viewer.CommandLine;
using ScreenShare.Viewer.Gui.Feed;
using ScreenShare.Viewer.Gui.Web;
using Serilog.Extensions.Logging;

namespace ScreenShare.Viewer.Gui.Startup;

/// <summary>Puts a viewing together from its options: link, log, page. What is wrong with them is said in one line.</summary>
internal static class GuiProgram
{
    private const int Success = 0;
    private const int Failure = 1;
    private const int BadInput = 2;

    /// <summary>A browser that was just asked to open the page is there by then, and the page says what is wrong.</summary>
    private static readonly TimeSpan TellPatience = TimeSpan.FromSeconds(15);

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(GuiOptions options, CancellationToken interrupted)
    {
        using IDisposable? fileSize = FileSizeLimit.AsFault();
        if (options.LogPath is { } log && ViewerLogging.FindProblem(log) is { } problem) return Refuse(problem);
        if (options.Link is null && !TerminalOwner.MayRead) return Refuse(LinkInput.NobodyToAsk);
        if (!JoinLink.TryParse(options.Link ?? await LinkInput.AskAsync().ConfigureAwait(false), out JoinLink? link, out string error))
            return Refuse(error);

        using var logs = new SerilogLoggerFactory(ViewerLogging.Create(options, drawsTerminal: false), dispose: true);
        using var signals = new StopSignals(interrupted);
        var feed = new PictureFeed();
        var news = new ViewNews(link.Title);
        var wishes = new LimitWishes();
        try
        {
            await using PageServer server = await PageServer.StartAsync(options.PagePort, feed, news, wishes, logs).ConfigureAwait(false);
            bool isInvited = false;
            var run = new GuiRun(feed, news, wishes, TimeProvider.System);
            try
            {
                await run.RunAsync(link, options.SessionOptions(), logs, Invite, signals.Token).ConfigureAwait(false);
                return Success;
            }
            catch (ViewerException e)
            {
                Refuse(e.Message);
                run.End(ViewPhase.Failed, e.Message); // the page says it too
                Task patience = Task.Delay(TellPatience, TimeProvider.System, signals.Token);
                if (isInvited) await Task.WhenAny(news.LastIsTold, patience).ConfigureAwait(false);
                return CodeOf(e);
            }

            // After the session has started: a link that cannot be used opens no page.
            void Invite()
            {
                isInvited = true;
                Print(server.Address, options);
            }
        }
        catch (ViewerException e)
        {
            Refuse(e.Message);
            return CodeOf(e);
        }
    }

    private static int CodeOf(ViewerException e) => e.Fault is ViewerFault.Layout ? Failure : BadInput;

    public static int Refuse(string problem)
    {
        StandardError.Say(problem);
        return BadInput;
    }

    private static void Print(PageAddress address, GuiOptions options)
    {
        bool opened = options.OpensBrowser && Browser.TryOpen(address.ToString());
        StandardOutput.Say(opened ? $"watching in your browser at {address}" : $"open {address} in a browser on this machine");
        StandardOutput.Say("keep the address to yourself: whoever has it on this machine can watch; Ctrl-C ends");
    }
}
