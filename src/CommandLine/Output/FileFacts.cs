using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ScreenShare.CommandLine.Output;

/// <summary>What the system says of a file without opening it, or of one that is open. Linux only: elsewhere there are no facts.</summary>
/// <param name="Identity">Equal for two names of one file, and for nothing else at the time.</param>
/// <param name="Names">How many hard links it has.</param>
public readonly partial record struct FileFacts((ulong Inode, ulong Device) Identity, FileKind Kind, uint Names, uint Owner)
{
    private const int StatxBytes = 256;
    private const int CurrentFolder = -100; // AT_FDCWD
    private const int NotFollowing = 0x100; // AT_SYMLINK_NOFOLLOW
    private const int EmptyPath = 0x1000; // AT_EMPTY_PATH: the descriptor itself
    private const uint BasicStats = 0x7FF; // STATX_BASIC_STATS

    public bool IsOfThisUser => Owner == EffectiveUser();

    /// <summary>Of the link itself where the path is one. Null where nothing is, or where the system is not Linux.</summary>
    public static FileFacts? Of(string path) => OperatingSystem.IsLinux() ? Ask(CurrentFolder, path, NotFollowing) : null;

    /// <inheritdoc cref="Of(string)"/>
    public static FileFacts? Of(SafeFileHandle open) =>
        OperatingSystem.IsLinux() ? Ask((int)open.DangerousGetHandle(), "", EmptyPath) : null;

    // statx(2), whose structure is the same on all machines: 16 nlink, 20 uid, 28 mode, 32 inode, 136 and 140 device.
    private static unsafe FileFacts? Ask(int folder, string path, int flags)
    {
        byte* facts = stackalloc byte[StatxBytes];
        if (StatX(folder, path, flags, BasicStats, facts) != 0) return null;
        ulong device = ((ulong)*(uint*)(facts + 136) << 32) | *(uint*)(facts + 140);
        return new FileFacts(
            (*(ulong*)(facts + 32), device), (FileKind)(*(ushort*)(facts + 28) >> 12), *(uint*)(facts + 16), *(uint*)(facts + 20));
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int StatX(int folder, string path, int flags, uint mask, byte* facts);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();
}
