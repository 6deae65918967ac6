namespace ScreenShare.CommandLine.Output;

/// <summary>What a program was to write for others could not be written: the reader has gone, the disk is full.</summary>
public sealed class OutputLostException(IOException inner)
    : IOException($"standard output is lost: {inner.Message}", inner);
