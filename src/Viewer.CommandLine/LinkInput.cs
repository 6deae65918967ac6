namespace ScreenShare.Viewer.CommandLine;

/// <summary>The link from standard input, for who gave none on the command line.</summary>
public static class LinkInput
{
    /// <summary>The first line that is not empty; what follows is left to be read. Null at the end of the input.</summary>
    public static string? Ask()
    {
        if (!System.Console.IsInputRedirected)
            System.Console.Error.Write("Paste the link that the broadcaster shows: ");
        string? line = System.Console.In.ReadLine();
        while (line is not null && string.IsNullOrWhiteSpace(line))
            line = System.Console.In.ReadLine();
        return line;
    }
}
