namespace ScreenShare.CommandLine;

/// <summary>
/// The program cannot begin as asked. The message is one line that says what is wrong and what to do; <see cref="ProgramRun"/> tells it.
/// </summary>
public sealed class StartupException : Exception
{
    public StartupException(string message) : base(message) { }

    public StartupException(string message, Exception inner) : base(message, inner) { }
}
