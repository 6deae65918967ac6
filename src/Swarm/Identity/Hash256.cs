using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace ScreenShare.Swarm.Identity;

/// <summary>A SHA-256 digest as a value. <c>default</c> is all zero, which stands for "no hash".</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct Hash256
{
    public const int Bytes = 32;

    private readonly ulong _a;
    private readonly ulong _b;
    private readonly ulong _c;
    private readonly ulong _d;

    public bool IsZero => (_a | _b | _c | _d) == 0;

    /// <param name="source">Exactly <see cref="Bytes"/> long.</param>
    public static Hash256 Read(ReadOnlySpan<byte> source) => MemoryMarshal.Read<Hash256>(source[..Bytes]);

    public static Hash256 Of(ReadOnlySpan<byte> data)
    {
        Span<byte> digest = stackalloc byte[Bytes];
        SHA256.HashData(data, digest);
        return Read(digest);
    }

    public void Write(Span<byte> destination) => MemoryMarshal.Write(destination, in this);

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        Write(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
