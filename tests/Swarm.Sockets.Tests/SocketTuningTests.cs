using System.Runtime.InteropServices;

namespace ScreenShare.Swarm.Sockets.Tests;

public sealed class SocketTuningTests
{
    [Fact]
    public async Task Little_may_wait_unsent_in_the_kernel_and_nothing_is_held_back()
    {
        using SocketPair pair = await SocketPair.ConnectAsync(Patience.Token());

        SocketTuning.Apply(pair.Near);

        Assert.True(pair.Near.NoDelay);
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the option has other numbers elsewhere, or there is none");
        Span<byte> value = stackalloc byte[sizeof(int)];
        pair.Near.GetRawSocketOption(optionLevel: 6, optionName: 25, value);
        Assert.Equal(LateSender.UnsentBytesMin, MemoryMarshal.Read<int>(value));
    }
}
