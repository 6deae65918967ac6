namespace ScreenShare.Broadcaster.Startup;

/// <summary>What Linux tells of where an interface leads (Documentation/ABI/testing/sysfs-class-net).</summary>
/// <param name="classFolder"><c>/sys/class/net</c>.</param>
internal sealed class LinuxWiring(string classFolder)
{
    private const string Ethernet = "1"; // ARPHRD_ETHER, which wireless and bridges say too
    private const string Loopback = "772"; // ARPHRD_LOOPBACK

    /// <summary>Interfaces that stand on one another: a bridge on a bond on VLANs is deep already.</summary>
    private const int DepthMax = 8;

    /// <summary>False where nothing is known, as where <c>/sys</c> is not there or of another network namespace.</summary>
    public bool TryFind(string name, out CardWiring wiring)
    {
        wiring = CardWiring.None;
        string folder = Path.Combine(classFolder, name);
        if (!Directory.Exists(folder)) return false;
        wiring = Read(folder, "type") switch
        {
            Loopback => CardWiring.Inside,
            _ when LeadsOutside(folder, depth: 0) => CardWiring.Outside,
            Ethernet when !File.Exists(Path.Combine(folder, "tun_flags")) => CardWiring.Inside,
            _ => CardWiring.Tunnel,
        };
        return true;
    }

    // "device" is the hardware; "lower_X" names each interface that this one stands on.
    private static bool LeadsOutside(string folder, int depth) =>
        Path.Exists(Path.Combine(folder, "device"))
        || (depth < DepthMax && Directory.EnumerateFileSystemEntries(folder, "lower_*").Any(lower => LeadsOutside(lower, depth + 1)));

    private static string Read(string folder, string name)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, name)).Trim();
        }
        catch (IOException)
        {
            return ""; // it has gone meanwhile
        }
    }
}
