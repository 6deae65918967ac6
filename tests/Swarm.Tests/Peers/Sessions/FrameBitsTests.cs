using ScreenShare.Swarm.Content;
using ScreenShare.Swarm.Peers.Sessions;

namespace ScreenShare.Swarm.Tests.Peers.Sessions;

public sealed class FrameBitsTests
{
    [Fact]
    public void It_finds_what_a_sorted_dictionary_finds()
    {
        var random = new Random(5);
        var expected = new SortedDictionary<uint, Bits>();
        var frames = new FrameBits();
        for (int step = 0; step < 20_000; step++)
        {
            uint frame = (uint)((step / 20) + random.Next(60));
            if (random.Next(4) == 0 && expected.Count > 0)
            {
                expected.Remove(expected.First().Key);
                frames.RemoveOldest();
            }
            else if (!expected.ContainsKey(frame))
            {
                var bits = new Bits();
                expected.Add(frame, bits);
                frames.Add(frame, bits);
            }

            uint asked = (uint)((step / 20) + random.Next(70));
            Assert.Equal(expected.TryGetValue(asked, out Bits? known), frames.TryGetValue(asked, out Bits? found));
            Assert.Same(known, found);
            Assert.Equal(expected.Count, frames.Count);
            if (expected.Count > 0) Assert.Equal(expected.First().Key, frames.Oldest);
        }

        frames.Clear();
        Assert.Equal(0, frames.Count);
    }
}
