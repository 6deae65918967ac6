namespace ScreenShare.Swarm.Tests;

/// <summary>Damages bytes the way hostile and broken peers do. The same seed gives the same damage.</summary>
internal static class Mutations
{
    public const int Count = 10_000;

    // Where length fields and counters go wrong.
    private static readonly byte[] Edges = [0x00, 0x01, 0x7F, 0x80, 0xFE, 0xFF, .. "09e-:%"u8];

    public static IEnumerable<byte[]> Of(byte[] original, int seed)
    {
        Random random = new(seed);
        for (int i = 0; i < Count; i++)
        {
            List<byte> bytes = [.. original];
            for (int edits = random.Next(1, 5); edits > 0; edits--)
                Edit(bytes, random);
            yield return [.. bytes];
        }
    }

    private static void Edit(List<byte> bytes, Random random)
    {
        int at = random.Next(bytes.Count + 1);
        bool hasByte = at < bytes.Count;
        switch (random.Next(6))
        {
            case 0 when hasByte:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when hasByte:
                bytes[at] = Edges[random.Next(Edges.Length)];
                break;
            case 2 when hasByte:
                bytes.RemoveAt(at);
                break;
            case 3:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 4:
                bytes.InsertRange(at, bytes.Skip(random.Next(bytes.Count + 1)).Take(random.Next(20)).ToArray());
                break;
            default:
                bytes.Insert(at, (byte)random.Next(256));
                break;
        }
    }
}
