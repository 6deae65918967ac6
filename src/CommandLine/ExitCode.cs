namespace ScreenShare.CommandLine;

/// <summary>
/// What shells and scripts are told at the end; docs/user/configuration.md lists them. A signal that ends one is 128 and its number.
/// </summary>
public static class ExitCode
{
    /// <summary>All of them, for whoever reads the help.</summary>
    public const string Meanings = "0: ended as asked. 1: something was lost or did not hold. 2: cannot begin as asked. "
        + "128 + N: ended at once by signal N.";

    /// <summary>Ended as asked, or because there was nothing more to show.</summary>
    public const int Success = 0;

    /// <summary>It ran, and something was lost or did not hold.</summary>
    public const int Failure = 1;

    /// <summary>It cannot begin as asked.</summary>
    public const int BadInput = 2;

    /// <summary>Of a program that a signal has ended, as shells count.</summary>
    public static int OfSignal(int number) => 128 + number;
}
