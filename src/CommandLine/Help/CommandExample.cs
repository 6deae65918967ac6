namespace ScreenShare.CommandLine.Help;

/// <summary>One way to use a command.</summary>
/// <param name="Arguments">What follows the command, as it is typed; empty: nothing.</param>
/// <param name="Says">What that does, in a few words.</param>
public sealed record CommandExample(string Arguments, string Says);
