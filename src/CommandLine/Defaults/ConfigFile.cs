using System.Text;
using ScreenShare.CommandLine.Output;

namespace ScreenShare.CommandLine.Defaults;

/// <summary>The configuration file of this user, read once. Whatever is wrong with it as a file is said in one line.</summary>
/// <param name="Shown">How people are told of it.</param>
internal sealed record ConfigFile(string Shown, IReadOnlyList<ConfigEntry> Entries, bool IsThere)
{
    /// <summary>Far more than all options need; what is longer is some other file.</summary>
    public const int BytesMax = 64 << 10;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static ConfigFile None { get; } = new("", [], IsThere: false);

    /// <exception cref="StartupException">It cannot be read, or its lines are none that set anything.</exception>
    public static ConfigFile Load(ConfigLocation location)
    {
        if (location.Path is not { } path) return None;
        if (ReadBytes(location, path) is not { } bytes) return new ConfigFile(location.Shown, [], IsThere: false);
        if (bytes.Length > BytesMax) throw new StartupException($"{location.Shown}: more than 64 KiB are no configuration file.");
        string text = Decode(bytes) ?? throw new StartupException($"{location.Shown}: this is not UTF-8 text; save it as UTF-8.");
        if (!ConfigText.TryParse(text, out IReadOnlyList<ConfigEntry> entries, out string complaint))
            throw new StartupException($"{location.Shown}, {complaint}");
        return new ConfigFile(location.Shown, entries, IsThere: true);
    }

    // Null: there is none. One byte more than is allowed, at most.
    private static byte[]? ReadBytes(ConfigLocation location, string path)
    {
        try
        {
            if (Directory.Exists(path)) throw new IOException("It is a folder.");
            if (FileFacts.Of(Target(path))?.Kind is FileKind.Pipe or FileKind.Socket) throw new IOException("It is no file.");
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            byte[] bytes = new byte[BytesMax + 1];
            return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (Exception missing) when (!location.IsNamed && missing is (FileNotFoundException or DirectoryNotFoundException))
        {
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw CannotBeRead(location, refused);
        }
    }

    // Opening a pipe would wait for who writes to it.
    private static string Target(string path) => File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;

    private static StartupException CannotBeRead(ConfigLocation location, Exception why)
    {
        string named = location.IsNamed ? $"{ConfigLocation.Variable} names {location.Shown}, which" : location.Shown;
        return new StartupException($"{named} cannot be read: {why.Message} Without defaults: {ConfigLocation.Variable}= (empty).", why);
    }

    private static string? Decode(byte[] bytes)
    {
        try
        {
            int mark = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
            return Strict.GetString(bytes.AsSpan(mark));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
