using ScreenShare.Broadcaster.Startup;

namespace ScreenShare.Broadcaster.Tests.Startup;

public sealed class LinuxWiringTests : IDisposable
{
    private const string Ethernet = "1";
    private const string None = "65534"; // ARPHRD_NONE: WireGuard, tun

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("screenshare-net");

    [Fact]
    public void Hardware_and_what_stands_on_it_leads_outside()
    {
        Make("eth0", Ethernet, "device");
        Make("bond0", Ethernet);
        Stand("bond0", on: "eth0");
        Make("bond0.7", Ethernet);
        Stand("bond0.7", on: "bond0");
        Make("br0", Ethernet, "bridge");
        Make("tap0", Ethernet, "tun_flags");
        Stand("br0", on: "tap0");
        Stand("br0", on: "bond0");

        Assert.All(["eth0", "bond0", "bond0.7", "br0"], name => Assert.Equal(CardWiring.Outside, Find(name)));
    }

    [Fact]
    public void A_bridge_that_only_containers_are_in_stays_inside_whatever_its_name()
    {
        Make("eth7", Ethernet, "bridge");
        Make("veth1", Ethernet);
        Stand("eth7", on: "veth1");
        Make("lo", "772");

        Assert.All(["eth7", "veth1", "lo"], name => Assert.Equal(CardWiring.Inside, Find(name)));
    }

    [Fact]
    public void What_has_another_end_is_a_tunnel()
    {
        Make("wg0", None);
        Make("ppp0", "512");
        Make("zt0", Ethernet, "tun_flags");

        Assert.All(["wg0", "ppp0", "zt0"], name => Assert.Equal(CardWiring.Tunnel, Find(name)));
        Assert.False(new LinuxWiring(_folder.FullName).TryFind("eth9", out _));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private CardWiring Find(string name)
    {
        Assert.True(new LinuxWiring(_folder.FullName).TryFind(name, out CardWiring wiring));
        return wiring;
    }

    private void Make(string name, string type, params string[] files)
    {
        DirectoryInfo card = _folder.CreateSubdirectory(name);
        File.WriteAllText(Path.Combine(card.FullName, "type"), type + "\n");
        foreach (string file in files) File.WriteAllText(Path.Combine(card.FullName, file), "");
    }

    private void Stand(string name, string on) =>
        Directory.CreateSymbolicLink(Path.Combine(_folder.FullName, name, $"lower_{on}"), Path.Combine(_folder.FullName, on));
}
