using System.Buffers;
using System.Text.Json;
using ScreenShare.CommandLine.Output;

namespace ScreenShare.Viewer.Console;

/// <summary>
/// Writes objects as JSON, one a line, each handed to the stream whole and flushed. Safe to call from several tasks. Throws
/// <see cref="OutputLostException"/> when a line cannot be written.
/// </summary>
internal sealed class JsonLines(Stream destination) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly Utf8JsonWriter _writer = new(Stream.Null);

    /// <param name="name">Value of <c>event</c>, the first member.</param>
    /// <param name="writeMembers">Writes the further members; called while the line is being made, so it must only write.</param>
    public void Write<T>(string name, T value, Action<Utf8JsonWriter, T> writeMembers)
    {
        lock (_gate)
        {
            _line.ResetWrittenCount();
            _writer.Reset(_line);
            _writer.WriteStartObject();
            _writer.WriteString("event", name);
            writeMembers(_writer, value);
            _writer.WriteEndObject();
            _writer.Flush();
            _line.Write("\n"u8);
            try
            {
                destination.Write(_line.WrittenSpan);
                destination.Flush();
            }
            catch (IOException lost)
            {
                throw new OutputLostException(lost);
            }
        }
    }

    public void Dispose() => _writer.Dispose();
}
