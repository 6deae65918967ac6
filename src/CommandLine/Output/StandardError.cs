namespace ScreenShare.CommandLine.Output;

/// <summary>Sentences for a person, on standard error, each as one printable line.</summary>
public static class StandardError
{
    /// <summary>Whether anybody hears them or not: who cannot even be told what is wrong is not told that.</summary>
    public static void Say(string line)
    {
        try
        {
            Console.Error.WriteLine(PrintableText.Of(line));
        }
        catch (IOException)
        {
            // a full disk, or a terminal that has gone
        }
    }
}
