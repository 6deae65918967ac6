#pragma warning disable RS0030 // the one file that may ask the system for what nobody can guess
using System.Security.Cryptography;

namespace ScreenShare.Swarm.Trust;

/// <summary>What nobody can guess, from the system. Signing keys are drawn by <see cref="ECDsa"/> itself, in the same way.</summary>
internal static class FreshSecret
{
    public static byte[] Draw(int bytes) => RandomNumberGenerator.GetBytes(bytes);

    /// <summary>Where chance begins that need not be secret: different in every run.</summary>
    public static int DrawSeed() => RandomNumberGenerator.GetInt32(int.MaxValue);
}
