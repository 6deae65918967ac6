using System.Text;
using ScreenShare.CommandLine;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Viewer.CommandLine;

/// <summary>
/// The link from standard input, for who gave none on the command line: alone on a line, broken over several, or somewhere in a mail.
/// </summary>
/// <param name="prompt">Where a person who types is told what is wanted; null: nobody types.</param>
public sealed class LinkInput(TextReader input, TextWriter? prompt, TimeProvider time)
{
    /// <summary>For a program in the background, whose terminal is the shell's.</summary>
    private const string NobodyToAsk = "in the background there is nobody to ask for the link: give it as an argument, in quotes";

    /// <summary>
    /// A program that sent half a link and keeps its pipe open is not waited for longer. A person is: an empty line ends the asking.
    /// </summary>
    private static readonly TimeSpan QuietMax = TimeSpan.FromSeconds(5);

    /// <summary>The link that was given on the command line, or else on this process's standard input.</summary>
    /// <param name="given">Null: none.</param>
    /// <exception cref="StartupException">It is none.</exception>
    public static async Task<JoinLink> ReadAsync(string? given, CancellationToken stop)
    {
        string text = given ?? await OfThisProcess().ReadAsync(stop).ConfigureAwait(false);
        return JoinLink.TryParse(text, out JoinLink? link, out string error) ? link : throw new StartupException(error);
    }

    /// <summary>Whoever gave no link must be there to be asked.</summary>
    /// <exception cref="StartupException">Nobody is.</exception>
    public static void RequireSomebodyToAsk(string? given)
    {
        if (given is null && !TerminalOwner.MayRead) throw new StartupException(NobodyToAsk);
    }

    /// <summary>
    /// All lines up to the one that completes a link with a key; what follows is left to be read. Without such a link it ends with an
    /// empty line after it began, with the input, when nothing more comes, or when it is too long to go on.
    /// </summary>
    public async Task<string> ReadAsync(CancellationToken stop)
    {
        prompt?.Write("Paste the link that the broadcaster shows: ");
        StringBuilder text = new();
        while (await NextLineAsync(isFirst: text.Length == 0, stop).ConfigureAwait(false) is { } line)
        {
            bool isEmpty = string.IsNullOrWhiteSpace(line);
            if (isEmpty && (text.Length == 0 || prompt is not null))
            {
                if (text.Length > 0) break;
                continue;
            }

            text.Append(line).Append('\n');
            bool isRead = JoinLink.TryParse(text.ToString(), out JoinLink? link, out _);
            if ((isRead && link?.ContentKey is not null) || text.Length > JoinLink.PastedCharsMax) break;
            prompt?.Write("This is not the whole link yet. Paste the rest, or press Enter to end: ");
        }

        return text.ToString();
    }

    private static LinkInput OfThisProcess() => new(
        System.Console.In, System.Console.IsInputRedirected ? null : System.Console.Error, TimeProvider.System);

    private async Task<string?> NextLineAsync(bool isFirst, CancellationToken stop)
    {
        TimeSpan patience = isFirst || prompt is not null ? Timeout.InfiniteTimeSpan : QuietMax;
        try
        {
            return await Task.Run(input.ReadLine, stop).WaitAsync(patience, time, stop).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return null; // its read is left behind: without a link the program ends
        }
        catch (OperationCanceledException)
        {
            prompt?.WriteLine(); // the shell goes on there
            throw;
        }
    }
}
