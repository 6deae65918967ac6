namespace ScreenShare.Swarm.CommandLine;

/// <summary>
/// Where a program keeps what it has learnt and could do without: below <c>$XDG_STATE_HOME</c> or <c>~/.local/state</c>, on Windows below
/// the user's local application data.
/// </summary>
public static class StateFolder
{
    /// <summary>Null where this user has no home.</summary>
    public static string? OfThisUser()
    {
        if (OperatingSystem.IsWindows()) return Below(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData));
        string? named = Environment.GetEnvironmentVariable("XDG_STATE_HOME");
        if (named is ['/', ..]) return Below(named);
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return home.Length > 0 ? Below(Path.Combine(home, ".local", "state")) : null;
    }

    private static string? Below(string folder) => folder.Length > 0 ? Path.Combine(folder, "screenshare") : null;
}
