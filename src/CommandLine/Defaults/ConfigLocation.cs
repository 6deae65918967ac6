namespace ScreenShare.CommandLine.Defaults;

/// <summary>Where the configuration file is looked for.</summary>
/// <param name="Path">Null: nowhere.</param>
/// <param name="Shown">The same for people, with <c>~</c> for their home.</param>
/// <param name="IsNamed">Somebody named it, so that it is missed when it is not there.</param>
public sealed record ConfigLocation(string? Path, string Shown, bool IsNamed)
{
    public const string Variable = "SCREENSHARE_CONFIG";

    /// <summary>Of this user, in this environment.</summary>
    public static ConfigLocation OfThisUser() => Find(
        Environment.GetEnvironmentVariable, HomeFolder(), OperatingSystem.IsWindows() ? SettingsFolder() : null);

    /// <summary>Where it is by default for anybody, in words that work in a shell.</summary>
    public static string UsualShown() =>
        OperatingSystem.IsWindows() ? @"%APPDATA%\screenshare\config" : "~/.config/screenshare/config";

    /// <param name="variable">Looks up an environment variable; null where there is none.</param>
    /// <param name="home">Empty: unknown.</param>
    /// <param name="windowsSettings">Null: not on Windows.</param>
    public static ConfigLocation Find(Func<string, string?> variable, string home, string? windowsSettings)
    {
        if (variable(Variable) is { } named) return new ConfigLocation(named.Length > 0 ? named : null, named, IsNamed: true);
        string? path = FindFolder(variable, home, windowsSettings) is { } folder ? System.IO.Path.Combine(folder, "config") : null;
        return new ConfigLocation(path, Shorten(path ?? "", home), IsNamed: false);
    }

    /// <summary>Where this user's own things lie; null: nowhere.</summary>
    public static string? FolderOfThisUser() => FindFolder(
        Environment.GetEnvironmentVariable, HomeFolder(), OperatingSystem.IsWindows() ? SettingsFolder() : null);

    private static string? FindFolder(Func<string, string?> variable, string home, string? windowsSettings)
    {
        string folder = windowsSettings ?? "";
        if (windowsSettings is null)
        {
            // The specification of XDG's base directories: what is not absolute is to be ignored.
            string? settings = variable("XDG_CONFIG_HOME");
            folder = settings is ['/', ..] ? settings : home.Length > 0 ? System.IO.Path.Combine(home, ".config") : "";
        }

        return folder.Length > 0 ? System.IO.Path.Combine(folder, "screenshare") : null;
    }

    private static string Shorten(string path, string home)
    {
        bool isInside = home.Length > 1 && path.StartsWith(home + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal);
        return isInside ? "~" + path[home.Length..] : path;
    }

    private static string HomeFolder() => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    private static string SettingsFolder() => Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData);
}
