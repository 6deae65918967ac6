namespace ScreenShare.CommandLine;

/// <summary>Which log lines somebody wants to have, and where.</summary>
/// <param name="File">Null: none.</param>
/// <param name="Verbose">Details too, and to standard error as well.</param>
public sealed record LogWishes(string? File = null, bool Verbose = false);
