using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ScreenShare.Swarm.Trust;

namespace ScreenShare.Broadcaster.Rooms;

/// <summary>
/// What a room's file says, in lines of ASCII: whose it is, the secrets, the start of the last session, and a sum over all that by which
/// damage shows. The secrets are not looked at.
/// </summary>
/// <param name="Secrets">As <see cref="BroadcasterKeys.WriteSecrets"/> writes them.</param>
/// <param name="LastStart">Unix milliseconds; 0: there was no session yet.</param>
internal sealed record RoomText(byte[] Secrets, long LastStart)
{
    /// <summary>In the year 9955: a clock that was once this far ahead leaves room for 10^12 later sessions.</summary>
    public const long LastStartMax = 252_000_000_000_000;

    /// <summary>Of the whole file; no room's is longer.</summary>
    public const int BytesMax = 512;

    private const string Title = "ScreenShare room 1";
    private const string KeysLabel = "keys ";
    private const string StartLabel = "last-start ";
    private const string SumLabel = "sum ";
    private const int SumBytes = 16; // of damage, not of anybody's malice: who may write here may write it all

    public byte[] Write()
    {
        string start = LastStart.ToString(CultureInfo.InvariantCulture);
        string said = $"{Title}\n{KeysLabel}{Convert.ToHexStringLower(Secrets)}\n{StartLabel}{start}\n";
        return Encoding.ASCII.GetBytes($"{said}{SumLabel}{SumOf(said)}\n");
    }

    /// <param name="problem">What is wrong with it, to stand after "it"; empty when it was read.</param>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out RoomText? room, out string problem)
    {
        room = null;
        problem = bytes.Length == 0 ? "is empty" : "is damaged";
        if (bytes.Length is 0 or > BytesMax || !Ascii.IsValid(bytes)) return false;
        string text = Encoding.ASCII.GetString(bytes);
        string[] lines = text.Split('\n');
        if (lines[0] != Title && lines[0].StartsWith(Title[..^1], StringComparison.Ordinal)) problem = "is another version's";
        if (lines is not [Title, var keys, var start, var sum, ""]) return false;
        if (sum != SumLabel + SumOf(text[..^(sum.Length + 1)])) return false;
        if (ReadSecrets(keys) is not { } secrets || ReadStart(start) is not { } last) return false;
        room = new RoomText(secrets, last);
        problem = "";
        return true;
    }

    private static string SumOf(string said) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(said)).AsSpan(0, SumBytes));

    private static byte[]? ReadSecrets(string line)
    {
        if (line.Length != KeysLabel.Length + (2 * BroadcasterKeys.SecretBytes) || !line.StartsWith(KeysLabel, StringComparison.Ordinal))
            return null;
        string hex = line[KeysLabel.Length..];
        return hex.All(char.IsAsciiHexDigitLower) ? Convert.FromHexString(hex) : null;
    }

    private static long? ReadStart(string line)
    {
        bool isNumber = long.TryParse(line.AsSpan(Math.Min(StartLabel.Length, line.Length)), NumberStyles.None,
            CultureInfo.InvariantCulture, out long start);
        return isNumber && start <= LastStartMax && line == $"{StartLabel}{start}" ? start : null;
    }
}
