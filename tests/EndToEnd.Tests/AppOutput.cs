namespace ScreenShare.EndToEnd.Tests;

/// <summary>What a program writes to its standard output.</summary>
internal enum AppOutput
{
    /// <summary>Text; what is a complaint goes to standard error.</summary>
    Lines = 1,

    /// <summary>Pixels; all text goes to standard error.</summary>
    Pictures,
}
