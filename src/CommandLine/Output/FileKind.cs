namespace ScreenShare.CommandLine.Output;

/// <summary>The kinds of things that a path may name, by the numbers of POSIX (the upper bits of a mode).</summary>
public enum FileKind
{
    None = 0,
    Pipe = 1,
    CharacterDevice = 2,
    Folder = 4,
    BlockDevice = 6,
    File = 8,
    Link = 10,
    Socket = 12,
}
