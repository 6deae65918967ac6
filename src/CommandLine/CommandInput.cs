using System.Threading.Channels;

namespace ScreenShare.CommandLine;

/// <summary>
/// Reads typed commands on a thread of its own, because standard input cannot be waited for in any other way everywhere. The thread is left
/// blocked in its read when the program ends. The end of the input ends nothing: a viewer may run with no input at all, or with one that
/// cannot be read. A terminal is read only while this program has it, so that it runs in the background too and hears again in the
/// foreground.
/// </summary>
public sealed class CommandInput
{
    /// <summary>Lines read and not yet obeyed; then reading waits. More than a person types ahead.</summary>
    private const int LinesMax = 64;

    /// <summary>No shell tells that it lends the terminal again: looked for at a pace that costs nothing and that nobody notices.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    private readonly Channel<string> _lines = Channel.CreateBounded<string>(LinesMax);

    private CommandInput() { }

    /// <summary>One command a line. Never completes.</summary>
    public ChannelReader<string> Lines => _lines.Reader;

    /// <summary>Whole lines, from a terminal or another program.</summary>
    public static CommandInput OfLines(TextReader reader) => Start(input => input.ReadLine(reader));

    /// <summary>Single keys of a terminal, echoed by whoever draws <paramref name="typed"/>.</summary>
    public static CommandInput OfKeys(TypedLine typed) => Start(input => input.ReadKey(typed));

    private static CommandInput Start(Func<CommandInput, bool> read)
    {
        TerminalOwner.LetReadsFailInBackground();
        var input = new CommandInput();
        new Thread(() => input.Read(read)) { IsBackground = true, Name = "commands" }.Start();
        return input;
    }

    /// <param name="read">Reads one thing; false at the end.</param>
    private void Read(Func<CommandInput, bool> read)
    {
        bool goesOn = true;
        while (goesOn)
        {
            while (!TerminalOwner.MayRead)
                Thread.Sleep(LookEvery);
            try
            {
                goesOn = read(this);
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or InvalidOperationException)
            {
                goesOn = !TerminalOwner.MayRead; // it was taken away in the middle; else there is nothing to read
            }
        }
    }

    private bool ReadLine(TextReader reader)
    {
        string? line = reader.ReadLine();
        if (!string.IsNullOrWhiteSpace(line)) Add(line);
        return line is not null;
    }

    private bool ReadKey(TypedLine typed)
    {
        if (typed.Handle(Console.ReadKey(intercept: true)) is { } line) Add(line);
        return true;
    }

    // A thread of its own may wait.
    private void Add(string line) => _lines.Writer.WriteAsync(line).AsTask().GetAwaiter().GetResult();
}
