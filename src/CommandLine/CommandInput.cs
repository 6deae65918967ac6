using System.Threading.Channels;

namespace ScreenShare.CommandLine;

/// <summary>
/// Reads typed commands on a thread of its own, because standard input cannot be waited for in any other way everywhere. The thread is left
/// blocked in its read when the program ends. The end of the input ends nothing: a viewer may run with no input at all.
/// </summary>
public sealed class CommandInput
{
    /// <summary>Lines read and not yet obeyed; then reading waits. More than a person types ahead.</summary>
    private const int LinesMax = 64;

    private readonly Channel<string> _lines = Channel.CreateBounded<string>(LinesMax);

    private CommandInput() { }

    /// <summary>One command a line. Never completes.</summary>
    public ChannelReader<string> Lines => _lines.Reader;

    /// <summary>Whole lines, from a terminal or another program.</summary>
    public static CommandInput OfLines(TextReader reader) => Start(input => input.ReadLines(reader));

    /// <summary>Single keys of a terminal, echoed by whoever draws <paramref name="typed"/>.</summary>
    public static CommandInput OfKeys(TypedLine typed) => Start(input => input.ReadKeys(typed));

    private static CommandInput Start(Action<CommandInput> read)
    {
        var input = new CommandInput();
        new Thread(() => read(input)) { IsBackground = true, Name = "commands" }.Start();
        return input;
    }

    private void ReadLines(TextReader reader)
    {
        while (reader.ReadLine() is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line))
                Add(line);
        }
    }

    private void ReadKeys(TypedLine typed)
    {
        while (true)
        {
            if (typed.Handle(Console.ReadKey(intercept: true)) is { } line)
                Add(line);
        }
    }

    // A thread of its own may wait.
    private void Add(string line) => _lines.Writer.WriteAsync(line).AsTask().GetAwaiter().GetResult();
}
