using System.Text;

namespace ScreenShare.CommandLine.Output;

/// <summary>What <see cref="Console"/> reads and writes from the program's beginning on.</summary>
public static class StandardStreams
{
    /// <summary>
    /// Text is UTF-8. Where standard output is no terminal, its faults are all <see cref="IOException"/>. What was not given is silent, but
    /// for standard output, where somebody would have to miss what is lost. Called once, first of all.
    /// </summary>
    public static void Prepare()
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        if (!GivenStream.Has(GivenStream.Input)) Console.SetIn(TextReader.Null);
        if (Console.IsOutputRedirected) Console.SetOut(StandardOutput.Text());
        if (!GivenStream.Has(GivenStream.Error)) Console.SetError(TextWriter.Null);
    }

    /// <summary>Standard input as bytes; empty where none was given.</summary>
    public static Stream OpenInput() => GivenStream.Has(GivenStream.Input) ? Console.OpenStandardInput() : Stream.Null;

    /// <summary>
    /// Runs a program to its exit code. A page of help or a list that cannot be written is one sentence and the code for what is lost.
    /// </summary>
    public static async Task<int> GuardAsync(Func<Task<int>> program)
    {
        ArgumentNullException.ThrowIfNull(program);
        try
        {
            return await program().ConfigureAwait(false);
        }
        catch (IOException lost)
        {
            StandardError.Say(lost is OutputLostException ? lost.Message : new OutputLostException(lost).Message);
            return ExitCode.Failure;
        }
    }
}
