using System.Text;
using ScreenShare.Swarm.Identity;

namespace ScreenShare.Viewer.CommandLine;

/// <summary>
/// The link from standard input, for who gave none on the command line: alone on a line, broken over several, or somewhere in a mail.
/// </summary>
/// <param name="prompt">Where a person who types is told what is wanted; null: nobody types.</param>
public sealed class LinkInput(TextReader input, TextWriter? prompt, TimeProvider time)
{
    /// <summary>For a program in the background, whose terminal is the shell's.</summary>
    public const string NobodyToAsk = "in the background there is nobody to ask for the link: give it as an argument, in quotes";

    /// <summary>
    /// A program that sent half a link and keeps its pipe open is not waited for longer. A person is: an empty line ends the asking.
    /// </summary>
    private static readonly TimeSpan QuietMax = TimeSpan.FromSeconds(5);

    /// <summary>Reads from this process's standard input.</summary>
    public static Task<string> AskAsync() => new LinkInput(
        System.Console.In, System.Console.IsInputRedirected ? null : System.Console.Error, TimeProvider.System).ReadAsync();

    /// <summary>
    /// All lines up to the one that completes a link with a key; what follows is left to be read. Without such a link it ends with an
    /// empty line after it began, with the input, when nothing more comes, or when it is too long to go on.
    /// </summary>
    public async Task<string> ReadAsync()
    {
        prompt?.Write("Paste the link that the broadcaster shows: ");
        StringBuilder text = new();
        while (await NextLineAsync(isFirst: text.Length == 0).ConfigureAwait(false) is { } line)
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

    private async Task<string?> NextLineAsync(bool isFirst)
    {
        if (isFirst || prompt is not null) return input.ReadLine();
        try
        {
            return await Task.Run(input.ReadLine).WaitAsync(QuietMax, time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return null; // its read is left behind: without a link the program ends
        }
    }
}
