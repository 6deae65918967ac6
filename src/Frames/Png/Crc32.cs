namespace ScreenShare.Frames.Png;

/// <summary>The checksum of a PNG chunk (PNG, clause 5.5 and annex D). Ours, since the runtime's is a package apart.</summary>
internal struct Crc32
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] Table = MakeTable();

    private uint _register;

    public void Add(ReadOnlySpan<byte> data)
    {
        // The register starts at all ones; kept inverted, so that default(Crc32) is ready.
        uint register = ~_register;
        foreach (byte value in data) register = Table[(byte)(register ^ value)] ^ register >> 8;
        _register = ~register;
    }

    public readonly uint Value => _register;

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++) value = (value & 1) != 0 ? Polynomial ^ value >> 1 : value >> 1;
            table[i] = value;
        }
        return table;
    }
}
