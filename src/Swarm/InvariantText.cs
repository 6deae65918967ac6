using System.Runtime.CompilerServices;
using System.Text;

namespace ScreenShare.Swarm;

/// <summary>What is wrong, written only when it is: thousands of invariants are looked at in each step of a simulated node.</summary>
[InterpolatedStringHandler]
internal readonly ref struct InvariantText
{
    private readonly StringBuilder? _text;

    public InvariantText(int literalLength, int formattedCount, bool holds, out bool isWritten)
    {
        isWritten = !holds;
        _text = holds ? null : new StringBuilder(literalLength + (16 * formattedCount));
    }

    public InvariantText(int literalLength, int formattedCount, long counted, long there, out bool isWritten)
        : this(literalLength, formattedCount, holds: counted == there, out isWritten)
    {
    }

    public string Written => _text?.ToString() ?? "";

    public void AppendLiteral(string text) => _text?.Append(text);

    public void AppendFormatted<T>(T value) => _text?.Append(value);
}
