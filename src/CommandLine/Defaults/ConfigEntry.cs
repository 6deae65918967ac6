namespace ScreenShare.CommandLine.Defaults;

/// <summary>One line of the configuration file that sets something.</summary>
/// <param name="Section">Empty: before any section.</param>
/// <param name="Name">Of an option, without dashes; not checked.</param>
/// <param name="Value">As it stands there; not checked.</param>
/// <param name="Line">From 1.</param>
internal readonly record struct ConfigEntry(string Section, string Name, string Value, int Line);
