namespace ScreenShare.Broadcaster.Rooms;

/// <summary>What a room is called: the name of its folder, and nothing that could lead to another. Made by parsing alone.</summary>
internal readonly record struct RoomName
{
    public const int LengthMax = 64;

    private static readonly string[] Devices = ["CON", "PRN", "AUX", "NUL"];
    private static readonly string[] NumberedDevices = ["COM", "LPT"];

    private readonly string _text;

    private RoomName(string text) => _text = text;

    /// <param name="complaint">What to give instead; empty when it was read.</param>
    public static bool TryParse(string text, out RoomName name, out string complaint) =>
        TryParse(text, OperatingSystem.IsWindows(), out name, out complaint);

    internal static bool TryParse(string text, bool isForWindows, out RoomName name, out string complaint)
    {
        bool hasForm = text.Length is > 0 and <= LengthMax && text[0] is not ('.' or '-')
            && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.');
        complaint = "";
        if (!hasForm)
            complaint = $"give a name of letters, digits, dashes and dots, up to {LengthMax}, that begins with a letter or a digit.";
        else if (isForWindows && IsWindowsOwn(text)) complaint = "Windows keeps that name for itself; give another.";
        name = new RoomName(complaint.Length == 0 ? text : "");
        return complaint.Length == 0;
    }

    public override string ToString() => _text ?? "";

    // Devices are there in every folder, whatever follows their name's first dot; and dots at the end are dropped.
    private static bool IsWindowsOwn(string text)
    {
        string first = text.Split('.')[0].ToUpperInvariant();
        bool isNumbered = first.Length == 4 && char.IsAsciiDigit(first[3]) && NumberedDevices.Contains(first[..3]);
        return text[^1] == '.' || isNumbered || Devices.Contains(first);
    }
}
