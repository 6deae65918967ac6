namespace ScreenShare.CommandLine.Output;

/// <summary>Sentences for a person, on standard error, each as one printable line.</summary>
public static class StandardError
{
    /// <summary>As bytes, for who has other use of standard output.</summary>
    public static Stream Open() => new OutputStream(GivenStream.Has(GivenStream.Error) ? Console.OpenStandardError() : null);

    /// <summary>Whether anybody hears them or not: who cannot even be told what is wrong is not told that.</summary>
    public static void Say(string line)
    {
        try
        {
            Console.Error.WriteLine(PrintableText.Of(line));
        }
        catch (Exception lost) when (lost is IOException or ArgumentOutOfRangeException) // the latter past a limit on the size of files
        {
            // a full disk, or a terminal that has gone
        }
    }
}
